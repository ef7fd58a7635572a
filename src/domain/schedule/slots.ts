/** The grid of one monitor in one region: slots are t ≡ offsetMs (mod intervalMs) in epoch ms, fromMs ≤ t < untilMs. */
export type Grid = { intervalMs: number; offsetMs: number; fromMs: number; untilMs: number | null };

/** A range of time without its start and with its end, as a watermark moves. */
export type Span = { fromMs: number; toMs: number };

/** Scatters consecutive ids evenly over 32 bits (the finalizer of MurmurHash3). */
export function hashMonitor(monitorId: number): number {
  let mixed = monitorId >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The offset of each region's slots by region id: one phase per monitor, regions spread evenly over the interval. */
export function slotOffsets(monitor: {
  monitorId: number;
  intervalMs: number;
  regionIds: readonly number[];
}): Map<number, number> {
  const phaseMs = phaseOf(monitor.monitorId, monitor.intervalMs);
  const regionIds = [...new Set(monitor.regionIds)].sort((a, b) => a - b);
  return new Map(
    regionIds.map((regionId, index) => {
      const staggerMs = Math.floor((index * monitor.intervalMs) / regionIds.length);
      return [regionId, (phaseMs + staggerMs) % monitor.intervalMs];
    }),
  );
}

/** Every slot in (fromMs, toMs], oldest first. */
export function slotsBetween(grid: Grid, span: Span): number[] {
  const { first, last } = bounds(grid, span);
  const slots: number[] = [];
  for (let at = first; at <= last; at += grid.intervalMs) slots.push(at);
  return slots;
}

/** How many slots `slotsBetween` lists, without listing them. */
export function countSlots(grid: Grid, span: Span): number {
  const { first, last } = bounds(grid, span);
  return last < first ? 0 : Math.floor((last - first) / grid.intervalMs) + 1;
}

/** How late a check may start: after that it would measure another moment. */
export function freshnessMs(intervalMs: number): number {
  return Math.min(intervalMs, MAX_FRESHNESS_MS);
}

export const MAX_FRESHNESS_MS = 60_000;

/**
 * The age at which every slot must be a tick or a gap: the longest freshness, the longest timeout and half a minute to
 * report. One age for all monitors lets the sweep look at each slot exactly once.
 */
export const SLOT_DEADLINE_MS = MAX_FRESHNESS_MS + 60_000 + 30_000;

/** Multiplies rather than takes the remainder, so that long intervals, too, use all 32 bits of the hash. */
function phaseOf(monitorId: number, intervalMs: number): number {
  return Math.floor((hashMonitor(monitorId) / 2 ** 32) * intervalMs);
}

function bounds(grid: Grid, span: Span): { first: number; last: number } {
  const lowest = Math.max(span.fromMs + 1, grid.fromMs);
  const highest = grid.untilMs === null ? span.toMs : Math.min(span.toMs, grid.untilMs - 1);
  const steps = Math.ceil((lowest - grid.offsetMs) / grid.intervalMs);
  return { first: steps * grid.intervalMs + grid.offsetMs, last: highest };
}
