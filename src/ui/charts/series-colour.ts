const COLOURS = 6;

export function seriesColour(index: number): string {
  return `var(--series-${(index % COLOURS) + 1})`;
}
