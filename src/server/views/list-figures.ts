import { type Figures, listFigures } from "#server/store/figures-store.ts";
import type { Sql } from "#server/store/prisma.ts";

const FRESH_MS = 60_000;
const HOUR_MS = 3_600_000;
const MAX_KEPT = 50_000;

type Kept = { at: number; figures: Figures | null };

// Merging a day's sketches of 50 monitors takes 80 ms, and rollups change once a minute: by database, for tests.
const caches = new WeakMap<Sql, Map<number, Kept>>();

/** Figures of the last 24 hours, at most a minute old. */
export async function listDayFigures(
  sql: Sql,
  query: { monitorIds: readonly number[]; nowMs: number },
): Promise<Map<number, Figures>> {
  const { nowMs } = query;
  const cache = caches.get(sql) ?? new Map<number, Kept>();
  caches.set(sql, cache);
  if (cache.size > MAX_KEPT) cache.clear();

  const stale = query.monitorIds.filter((id) => !isFresh(cache.get(id), nowMs));
  if (stale.length > 0) {
    const found = await readDayFigures(sql, stale, nowMs);
    for (const id of stale) cache.set(id, { at: nowMs, figures: found.get(id) ?? null });
  }
  return new Map(
    query.monitorIds.flatMap((id) => {
      const figures = cache.get(id)?.figures;
      return figures ? [[id, figures] as const] : [];
    }),
  );
}

/** The 24 hours end with the open hour, so they begin with the hour after the one that is 24 hours ago. */
export function readDayFigures(
  sql: Sql,
  monitorIds: readonly number[],
  nowMs: number,
): Promise<Map<number, Figures>> {
  const openHourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  const span = { from: new Date(openHourMs - 23 * HOUR_MS), to: new Date(openHourMs + HOUR_MS) };
  return listFigures(sql, { monitorIds, ...span });
}

/** A monitor without a rollup yet is asked for again at once: its first minute is the one that is watched. */
function isFresh(kept: Kept | undefined, nowMs: number): boolean {
  return kept?.figures != null && Math.abs(nowMs - kept.at) < FRESH_MS;
}
