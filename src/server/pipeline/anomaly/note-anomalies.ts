import { followNote } from "#domain/anomaly/follow-note.ts";
import { ANOMALY_WEEKS, type HourLatency, type JudgedHour, judgeHour } from "#domain/anomaly/judge-hour.ts";
import type { Deps } from "#server/runtime/deps.ts";
import {
  deleteOldAnomalyNotes,
  listWatchedGrids,
  listWatchedMonitors,
  saveNoteStep,
} from "#server/store/anomaly-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { findWatermark, moveWatermark, tryStageLock } from "#server/store/watermark-store.ts";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const BATCH = 400;
/** After a longer standstill the hours before are left out: a note is about now. */
const LONGEST_BACK_MS = 24 * HOUR_MS;
const KEPT_MS = 90 * 24 * HOUR_MS;
const BUDGET_MS = 30_000;

/**
 * Looks at each hour once it has been rolled up for good. Returns the notes that began, changed or ended. What it finds is
 * shown and never told to anybody.
 */
export async function noteAnomalies(deps: Deps): Promise<number> {
  const endsAt = deps.clock() + BUDGET_MS;
  let changed = 0;
  for (;;) {
    const step = await inTransaction(deps.pool, (sql) => noteNextHour(deps, sql));
    if (step === null) return changed;
    changed += step;
    if (deps.clock() >= endsAt) return changed;
  }
}

/** Null: there is no hour to look at, or somebody else is at it. */
async function noteNextHour(deps: Deps, sql: Sql): Promise<number | null> {
  if (!(await tryStageLock(sql, "anomaly"))) return null;
  const rolledUpMs = await findWatermark(sql, "rollup_hour");
  if (rolledUpMs === null) return null;
  const followedMs = await findWatermark(sql, "anomaly");
  const hourMs = Math.max(followedMs ?? rolledUpMs - HOUR_MS, rolledUpMs - LONGEST_BACK_MS);
  if (hourMs + HOUR_MS > rolledUpMs) return null;

  let changed = 0;
  let afterId = 0;
  for (;;) {
    const monitorIds = await listWatchedMonitors(sql, { afterId, limit: BATCH });
    const last = monitorIds.at(-1);
    if (last === undefined) break;
    changed += await noteHour(deps, sql, { monitorIds, hourMs });
    afterId = last;
  }
  await moveWatermark(sql, { name: "anomaly", atMs: hourMs + HOUR_MS });
  await deleteOldAnomalyNotes(sql, deps.clock() - KEPT_MS);
  return changed;
}

type Batch = { monitorIds: readonly number[]; hourMs: number };

async function noteHour(deps: Deps, sql: Sql, { monitorIds, hourMs }: Batch): Promise<number> {
  const hours = [hourMs, hourMs - HOUR_MS].flatMap((atMs) => [atMs, ...weeksBefore(atMs)]);
  let changed = 0;
  for (const grid of await listWatchedGrids(sql, { monitorIds, hours })) {
    const step = followNote(grid.note, {
      before: judge(grid.hours, hourMs - HOUR_MS),
      present: judge(grid.hours, hourMs),
      hourMs,
    });
    if (step.kind === "nothing") continue;
    await saveNoteStep(sql, grid, { step, newId: deps.newId });
    changed += 1;
  }
  return changed;
}

function judge(hours: ReadonlyMap<number, HourLatency>, atMs: number): JudgedHour {
  const past = weeksBefore(atMs).flatMap((weekMs) => hours.get(weekMs) ?? []);
  return judgeHour(hours.get(atMs) ?? null, past);
}

function weeksBefore(atMs: number): number[] {
  return Array.from({ length: ANOMALY_WEEKS }, (_, week) => atMs - (week + 1) * WEEK_MS);
}
