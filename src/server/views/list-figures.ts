import type { Logger } from "#server/runtime/log.ts";
import { type Figures, listFigures } from "#server/store/figures-store.ts";
import { listStoredFigures, type StoredFigures } from "#server/store/monitor-figures-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { refreshFigures } from "./refresh-figures.ts";

const FRESH_MS = 60_000;
/** A monitor without a figure yet is asked for again soon: its first minute is the one that is watched. */
const RETRY_EMPTY_MS = 5_000;
const HOUR_MS = 3_600_000;

type Asked = { monitorIds: readonly number[]; nowMs: number };
// By database, for tests: a page that many look at is refreshed once.
const underWay = new WeakMap<Sql, Set<number>>();

/**
 * Figures of the last 24 hours as they were stored. What is older than a minute is answered and refreshed behind the
 * answer; only what has none yet is waited for.
 */
export async function listDayFigures(
  deps: { sql: Sql; log: Logger },
  asked: Asked,
): Promise<Map<number, StoredFigures>> {
  const { monitorIds, nowMs } = asked;
  const stored = await listStoredFigures(deps.sql, monitorIds);
  const ageOf = (id: number) => Math.abs(nowMs - (stored.get(id)?.refreshedMs ?? 0));
  const isEmpty = (id: number) => (stored.get(id)?.expected ?? 0) === 0;

  const empty = monitorIds.filter((id) => isEmpty(id) && ageOf(id) >= RETRY_EMPTY_MS);
  const stale = monitorIds.filter((id) => !isEmpty(id) && ageOf(id) >= FRESH_MS);
  refreshBehind(deps, stale, nowMs);
  if (empty.length === 0) return stored;
  await refreshFigures(deps.sql, empty, nowMs);
  return listStoredFigures(deps.sql, monitorIds);
}

function refreshBehind(deps: { sql: Sql; log: Logger }, ids: readonly number[], nowMs: number): void {
  const busy = underWay.get(deps.sql) ?? new Set<number>();
  underWay.set(deps.sql, busy);
  const wanted = ids.filter((id) => !busy.has(id));
  if (wanted.length === 0) return;
  for (const id of wanted) busy.add(id);
  refreshFigures(deps.sql, wanted, nowMs)
    .catch((error: unknown) => {
      // The next look tries again, and what is stored stays readable meanwhile.
      deps.log.warn({ err: error, monitors: wanted.length }, "figures of the list could not be refreshed");
    })
    .finally(() => {
      for (const id of wanted) busy.delete(id);
    });
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
