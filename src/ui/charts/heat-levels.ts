import type { HeatCell } from "#contracts/latency.ts";

export const HEAT_LEVELS = 5;

/** Upper ends of the levels, by rank and not by value, so that one bad hour does not make all others look alike. */
export function heatLimits(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return [];
  return Array.from({ length: HEAT_LEVELS }, (_, level) => {
    const rank = Math.ceil(((level + 1) / HEAT_LEVELS) * known.length) - 1;
    return known[rank] ?? 0;
  });
}

/** 1…5; 0 where nothing is known. */
export function heatLevel(value: number | null, limits: readonly number[]): number {
  if (value === null || limits.length === 0) return 0;
  const level = limits.findIndex((limit) => value <= limit);
  return level === -1 ? HEAT_LEVELS : level + 1;
}

/** By weekday (Monday first) and hour; null where there was no check. */
export function heatGrid(cells: readonly HeatCell[]): (HeatCell | null)[][] {
  const found = new Map(cells.map((cell) => [cell.weekday * 24 + cell.hour, cell]));
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => found.get((day + 1) * 24 + hour) ?? null),
  );
}
