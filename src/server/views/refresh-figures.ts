import { listFigures } from "#server/store/figures-store.ts";
import { listHourRows, listStalest, saveFigures } from "#server/store/monitor-figures-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listDayUptime } from "./list-uptime.ts";

const HOUR_MS = 3_600_000;
/** What nobody looks at is at most so old, as long as one round keeps up. */
const STALE_AFTER_MS = 15 * 60_000;
const PER_STATEMENT = 50;
/** A minute's share: merging sketches takes two milliseconds a monitor, so this is a second or two. */
const PER_ROUND = 700;

/** Recomputes the last day of these monitors. Twice at a time does no harm. */
export async function refreshFigures(sql: Sql, monitorIds: readonly number[], nowMs: number): Promise<void> {
  const openHourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  // The 24 hours end with the open hour, so they begin with the hour after the one that is 24 hours ago.
  const span = { monitorIds, from: new Date(openHourMs - 23 * HOUR_MS), to: new Date(openHourMs + HOUR_MS) };
  const [figures, hours, uptime] = await Promise.all([
    listFigures(sql, span),
    listHourRows(sql, span),
    listDayUptime(sql, monitorIds, nowMs),
  ]);
  const none = { expected: 0, known: 0, p50Us: null, p95Us: null, p99Us: null };
  await saveFigures(sql, {
    figures: monitorIds.map((id) => ({
      ...none,
      ...figures.get(id),
      id,
      uptime: uptime.get(id)?.withoutMaintenance.ratio ?? null,
      hours: hours.get(id) ?? [],
    })),
    at: new Date(nowMs),
  });
}

/** One round over what is oldest; returns how many were refreshed. */
export async function refreshStalest(sql: Sql, nowMs: number): Promise<number> {
  const before = new Date(nowMs - STALE_AFTER_MS);
  const ids = await listStalest(sql, { before, limit: PER_ROUND });
  for (let from = 0; from < ids.length; from += PER_STATEMENT) {
    await refreshFigures(sql, ids.slice(from, from + PER_STATEMENT), nowMs);
  }
  return ids.length;
}
