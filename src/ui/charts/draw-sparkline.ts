import type { RecentTick } from "#contracts/view.ts";

export const SPARK_WIDTH = 96;
export const SPARK_HEIGHT = 24;
const PAD = 2;

export type SparklinePaths = { line: string; area: string; checks: number; lowMs: number; highMs: number };

/** Latency of the checks that were ok; the base line is zero, so that a small change looks small. */
export function drawSparkline(ticks: readonly RecentTick[]): SparklinePaths {
  const values = ticks.flatMap((tick) =>
    tick.outcome === "ok" && tick.totalMs !== null ? [tick.totalMs] : [],
  );
  const first = values[0];
  if (first === undefined) return { line: "", area: "", checks: 0, lowMs: 0, highMs: 0 };

  const low = Math.min(...values);
  const high = Math.max(...values);
  const scaleY = (SPARK_HEIGHT - 2 * PAD) / Math.max(high, 0.001);
  const stepX = SPARK_WIDTH / Math.max(values.length - 1, 1);
  const drawn = values.length === 1 ? [first, first] : values;
  const points = drawn.map(
    (value, index) => `${round(index * stepX)} ${round(SPARK_HEIGHT - PAD - value * scaleY)}`,
  );
  const line = `M${points.join("L")}`;
  return {
    line,
    area: `${line}L${SPARK_WIDTH} ${SPARK_HEIGHT}L0 ${SPARK_HEIGHT}Z`,
    checks: values.length,
    lowMs: low,
    highMs: high,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
