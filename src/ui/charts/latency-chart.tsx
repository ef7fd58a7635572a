"use client";

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { LatencySeries } from "#contracts/latency.ts";
import { formatLatency } from "#ui/format/format-latency.ts";
import { formatDay, formatHour } from "#ui/format/format-moment.ts";
import { LatencyTooltip } from "./latency-tooltip.tsx";
import { failedAt, failedSpans, type LatencyMetric, latencyRows } from "./lay-out-latency.ts";
import { seriesColour } from "./series-colour.ts";
import { timeTicks } from "./time-ticks.ts";

type LatencyChartProps = {
  data: LatencySeries;
  metric: LatencyMetric;
  intervalMs: number;
  nameOf: (region: string) => string;
};

const DAY_MS = 86_400_000;
const AXIS = { fontSize: 11, fill: "var(--ink-3)" };

export function LatencyChart({ data, metric, intervalMs, nameOf }: LatencyChartProps) {
  const rows = latencyRows(data, metric, intervalMs);
  // Without a number the axis has no scale, and failed spans would not be drawn either.
  const measured = data.series.some(({ points }) => points.some((point) => point.ok > 0));
  const tickOf = data.toMs - data.fromMs > DAY_MS ? formatDay : formatHour;
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 256 }}>
      <LineChart data={rows} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
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
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[data.fromMs, data.toMs]}
          tickFormatter={(at: number) => tickOf(at)}
          tick={AXIS}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          ticks={timeTicks(data.fromMs, data.toMs)}
          minTickGap={24}
        />
        <YAxis
          width={56}
          tickFormatter={(ms: number) => (ms === 0 ? "0" : formatLatency(ms))}
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          domain={measured ? [0, "auto"] : [0, 1]}
          allowDataOverflow={!measured}
          ticks={measured ? undefined : [0]}
        />
        {failedSpans(data, intervalMs).map((span) => (
          <ReferenceArea
            key={span.fromAt}
            x1={span.fromAt}
            x2={span.toAt}
            fill="url(#failed-checks)"
            fillOpacity={1}
          />
        ))}
        <Tooltip
          cursor={{ stroke: "var(--line-strong)" }}
          isAnimationActive={false}
          content={({ active, label }) =>
            active && typeof label === "number" ? (
              <LatencyTooltip
                row={rows.find(({ at }) => at === label)}
                at={label}
                failed={failedAt(data, intervalMs, label)}
                regions={data.series.map(({ region }) => ({ code: region, name: nameOf(region) }))}
              />
            ) : null
          }
        />
        {data.series.map(({ region }, index) => (
          <Line
            key={region}
            dataKey={region}
            name={nameOf(region)}
            stroke={seriesColour(index)}
            strokeWidth={1.75}
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
