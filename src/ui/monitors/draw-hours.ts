export const LINE_WIDTH = 96;
export const LINE_HEIGHT = 24;
const PAD = 2;

export type HourLinePath = { line: string; dots: { x: number; y: number }[]; low: number; high: number };

/** One piece per run of hours that are known, so that a gap is a gap; a lonely hour is a dot. The base line is zero. */
export function drawHours(values: readonly (number | null)[]): HourLinePath | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const high = Math.max(...known);
  const stepX = LINE_WIDTH / Math.max(values.length - 1, 1);
  const scaleY = (LINE_HEIGHT - 2 * PAD) / Math.max(high, 0.001);
  const runs: { x: number; y: number }[][] = [];
  let isOpen = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      isOpen = false;
      continue;
    }
    const point = { x: round(index * stepX), y: round(LINE_HEIGHT - PAD - value * scaleY) };
    if (isOpen) runs.at(-1)?.push(point);
    else runs.push([point]);
    isOpen = true;
  }
  const lines = runs.filter((run) => run.length > 1);
  return {
    line: lines.map((run) => `M${run.map(({ x, y }) => `${x} ${y}`).join("L")}`).join(""),
    dots: runs.flatMap((run) => (run.length === 1 ? run : [])),
    low: Math.min(...known),
    high,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
