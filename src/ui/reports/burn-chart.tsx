"use client";

import { useTranslations } from "next-intl";
import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { BudgetPoint } from "#contracts/objective.ts";
import { CHART_MARGIN, FIRST_SIZE, X_AXIS, Y_AXIS } from "#ui/charts/chart-style.ts";
import { DataTable } from "#ui/charts/data-table.tsx";
import { useTimeAxis } from "#ui/charts/use-time-axis.ts";
import { useFormat } from "#ui/format/use-format.ts";

/** How much of the budget was left at the end of each day, with the numbers as a table. */
export function BurnChart({ points }: { points: readonly BudgetPoint[] }) {
  const t = useTranslations("reports");
  const format = useFormat();
  const span = { fromMs: points[0]?.at ?? 0, toMs: points.at(-1)?.at ?? 1 };
  const axis = useTimeAxis(span);
  const least = Math.min(0, ...points.map(({ left }) => left));
  return (
    <div className="flex flex-col gap-2 p-4">
      <div aria-hidden className="h-56">
        <ResponsiveContainer width="100%" height="100%" initialDimension={FIRST_SIZE}>
          <AreaChart data={[...points]} margin={CHART_MARGIN} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis {...X_AXIS} {...axis} domain={[span.fromMs, span.toMs]} />
            <YAxis {...Y_AXIS} domain={[least, 1]} tickFormatter={(share: number) => format.percent(share)} />
            <ReferenceLine y={0} stroke="var(--down-fill)" />
            <Area
              dataKey="left"
              stroke="var(--accent)"
              fill="var(--accent)"
              fillOpacity={0.14}
              isAnimationActive={false}
              type="linear"
            />
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <DataTable
        summary={t("table")}
        caption={t("burnTitle")}
        head={[t("day"), t("leftHead"), t("usedHead"), t("unknownHead")]}
        rows={points.map((point) => ({
          key: point.at,
          cells: [
            format.date(point.at),
            `${(Math.floor(point.left * 1000) / 10).toFixed(1)} %`,
            format.duration(point.usedMs),
            format.duration(point.unknownMs),
          ],
        }))}
      />
    </div>
  );
}
