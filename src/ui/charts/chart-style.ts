import { PLOT } from "./plot-area.ts";

const TICK = { fontSize: 11, fill: "var(--ink-3)" };

/** What all charts over time have in common. */
export const CHART_MARGIN = { top: 8, right: PLOT.right, bottom: 0, left: 0 };
export const X_AXIS = {
  dataKey: "at",
  type: "number",
  scale: "time",
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: "var(--line)" },
  minTickGap: 28,
  allowDataOverflow: true,
} as const;
export const Y_AXIS = { width: PLOT.left, tick: TICK, tickLine: false, axisLine: false } as const;
/** Before the first measurement of the page. */
export const FIRST_SIZE = { width: 640, height: 256 };
