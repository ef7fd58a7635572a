"use client";

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { ChartMark } from "#contracts/latency.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { CHART_MARGIN, FIRST_SIZE, X_AXIS, Y_AXIS } from "./chart-style.ts";
import type { FailedSpan, LatencyRow } from "./lay-out-latency.ts";
import { type ChartLine, LineTooltip } from "./line-tooltip.tsx";
import { useTimeAxis } from "./use-time-axis.ts";

type LatencyLinesProps = {
  span: { fromMs: number; toMs: number };
  rows: readonly LatencyRow[];
  lines: readonly ChartLine[];
  failed: readonly FailedSpan[];
  failedAt: (at: number) => number;
  marks: readonly ChartMark[];
};

const TINT = { incident: "var(--down-fill)", maintenance: "var(--idle-fill)", deploy: "var(--accent)" };

export function LatencyLines({ span, rows, lines, failed, failedAt, marks }: LatencyLinesProps) {
  const format = useFormat();
  const axis = useTimeAxis(span);
  const { fromMs, toMs } = span;
  // Without a number the axis has no scale, and failed spans would not be drawn either.
  const measured = rows.some((row) => lines.some(({ key }) => typeof row[key] === "number"));
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={FIRST_SIZE}>
      <LineChart data={[...rows]} margin={CHART_MARGIN} accessibilityLayer={false}>
        <defs>
          <pattern
            id="failed-checks"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" fill="var(--down-soft)" />
            <rect width="2" height="6" fill="var(--down-fill)" opacity="0.55" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...X_AXIS} {...axis} domain={[fromMs, toMs]} />
        <YAxis
          {...Y_AXIS}
          tickFormatter={(ms: number) => (ms === 0 ? "0" : format.latency(ms))}
          domain={measured ? [0, "auto"] : [0, 1]}
          allowDataOverflow={!measured}
          ticks={measured ? undefined : [0]}
        />
        {marks
          .filter(({ kind }) => kind !== "deploy")
          .map((mark) => (
            <ReferenceArea
              key={mark.id}
              x1={Math.max(fromMs, mark.fromMs)}
              x2={Math.min(toMs, mark.toMs ?? toMs)}
              fill={TINT[mark.kind]}
              fillOpacity={0.14}
            />
          ))}
        {failed.map((part) => (
          <ReferenceArea
            key={part.fromAt}
            x1={part.fromAt}
            x2={part.toAt}
            fill="url(#failed-checks)"
            fillOpacity={1}
          />
        ))}
        {marks
          .filter(({ kind, fromMs: at }) => kind === "deploy" && at >= fromMs)
          .map((mark) => (
            <ReferenceLine
              key={mark.id}
              x={mark.fromMs}
              stroke={TINT.deploy}
              strokeDasharray="4 3"
              label={{ value: "▲", position: "insideBottom", fontSize: 10, fill: TINT.deploy }}
            />
          ))}
        <Tooltip
          cursor={{ stroke: "var(--line-strong)" }}
          isAnimationActive={false}
          content={({ active, label }) =>
            active && typeof label === "number" ? (
              <LineTooltip
                at={label}
                values={rows.find(({ at }) => at === label)}
                lines={lines}
                failed={failedAt(label)}
              />
            ) : null
          }
        />
        {lines.map((line) => (
          <Line
            key={line.key}
            dataKey={line.key}
            name={line.name}
            stroke={line.colour}
            strokeWidth={line.dashed === true ? 1.25 : 1.75}
            strokeOpacity={line.dashed === true ? 0.7 : 1}
            strokeDasharray={line.dashed === true ? "2 3" : undefined}
            connectNulls={line.dashed === true}
            dot={rows.length < 3 ? { r: 2.5 } : false}
            activeDot={{ r: 3.5, strokeWidth: 0 }}
            isAnimationActive={false}
            type="linear"
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
