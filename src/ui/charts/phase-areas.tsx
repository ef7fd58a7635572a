"use client";

import { useTranslations } from "next-intl";
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { PhaseSeries } from "#contracts/latency.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { CHART_MARGIN, FIRST_SIZE, X_AXIS, Y_AXIS } from "./chart-style.ts";
import { PHASE_NAMES } from "./lay-out-phases.ts";
import { LineTooltip } from "./line-tooltip.tsx";
import { useTimeAxis } from "./use-time-axis.ts";

/** Stacked in the order in which they happen, the first at the bottom. */
export function PhaseAreas({ data }: { data: PhaseSeries }) {
  const t = useTranslations("charts.phases");
  const format = useFormat();
  const axis = useTimeAxis(data);
  const lines = PHASE_NAMES.map((name) => ({
    key: `${name}Ms`,
    name: t(name),
    colour: `var(--phase-${name})`,
  }));
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={FIRST_SIZE}>
      <AreaChart data={data.points} margin={CHART_MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...X_AXIS} {...axis} domain={[data.fromMs, data.toMs]} />
        <YAxis {...Y_AXIS} tickFormatter={(ms: number) => (ms === 0 ? "0" : format.latency(ms))} />
        <Tooltip
          cursor={{ stroke: "var(--line-strong)" }}
          isAnimationActive={false}
          content={({ active, label }) =>
            active && typeof label === "number" ? (
              <LineTooltip
                at={label}
                values={{ ...data.points.find(({ at }) => at === label) }}
                lines={lines.toReversed()}
                failed={0}
              />
            ) : null
          }
        />
        {lines.map((line) => (
          <Area
            key={line.key}
            dataKey={line.key}
            name={line.name}
            stackId="phases"
            stroke={line.colour}
            strokeWidth={1}
            fill={line.colour}
            fillOpacity={0.55}
            isAnimationActive={false}
            type="linear"
            dot={data.points.length < 2}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  );
}
