import { INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import { deadlineOf } from "#domain/heartbeat/heartbeat-deadline.ts";
import { judgeDeadline } from "#domain/heartbeat/judge-deadline.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { settleJudged } from "#server/runtime/judge-now.ts";
import { insertGaps } from "#server/store/gap-store.ts";
import { saveRun } from "#server/store/heartbeat-ledger-store.ts";
import {
  type LockedHeartbeat,
  listAway,
  listOverdueIds,
  lockOverdue,
  saveHeartbeat,
} from "#server/store/heartbeat-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { isRetryable } from "#server/store/sql-transaction.ts";
import { drainHeartbeats } from "./drain-heartbeats.ts";
import { inRetriedTransaction } from "./in-retried-transaction.ts";
import { noteReceiving } from "./note-receiving.ts";
import { type SavedReading, saveReadings } from "./save-readings.ts";

const BATCH = 100;
/** A ping that came in time may still be on its way into Postgres, or into the spool. */
const SETTLE_MS = 3_000;
/** Without Redis nobody knows what is in the spool; waiting for it for ever would keep quiet about dead jobs. */
const HOLD_MS = 10 * 60_000;
/** A job may come a little before its time. */
const EARLY_MS = 60_000;

/** Judges the runs that should have come or ended by now, once everything that came before is known. Answers how many. */
export async function judgeHeartbeats(deps: Deps): Promise<number> {
  const nowMs = deps.clock();
  if ((await listOverdueIds(deps.pool, { judgedToMs: nowMs - SETTLE_MS, limit: 1 })).length === 0) return 0;
  await noteReceiving(deps);
  const judgedToMs = (await isSpoolEmpty(deps)) ? nowMs - SETTLE_MS : nowMs - HOLD_MS;
  for (let count = 0; ; ) {
    const ids = await listOverdueIds(deps.pool, { judgedToMs, limit: BATCH });
    const judged = ids.length === 0 ? 0 : await judgeBatch(deps, { ids, judgedToMs, nowMs });
    count += judged;
    if (judged < BATCH) return count;
  }
}

async function isSpoolEmpty(deps: Deps): Promise<boolean> {
  try {
    return (await drainHeartbeats(deps)).isEmpty;
  } catch (error) {
    deps.log.warn(
      { err: error },
      "What came in while Postgres was away is not known; runs are not missed yet.",
    );
    return false;
  }
}

type Batch = { ids: readonly number[]; judgedToMs: number; nowMs: number };

async function judgeBatch(deps: Deps, batch: Batch): Promise<number> {
  try {
    return await judgeTogether(deps, batch);
  } catch (error) {
    if (batch.ids.length < 2 || isRetryable(error)) throw error;
  }
  // One that cannot be judged must not keep the others from it.
  for (const id of batch.ids) {
    try {
      await judgeTogether(deps, { ...batch, ids: [id] });
    } catch (error) {
      deps.log.error({ err: error, monitorId: id }, "A heartbeat could not be judged.");
    }
  }
  return 0;
}

async function judgeTogether(deps: Deps, { ids, judgedToMs, nowMs }: Batch): Promise<number> {
  const { count, judged } = await inRetriedTransaction(deps, async (sql) => {
    const overdue = await lockOverdue(sql, { ids, judgedToMs });
    const away = await listAway(
      sql,
      overdue.map(({ state, deadlineAt }) => state.dueAt ?? deadlineAt),
    );
    const readings: SavedReading[] = [];
    for (const heartbeat of overdue) {
      const fromMs = (heartbeat.state.dueAt ?? heartbeat.deadlineAt) - EARLY_MS;
      const wasAway = away.some((span) => span.fromMs < heartbeat.deadlineAt && span.toMs > fromMs);
      readings.push(...(await judgeOne(sql, heartbeat, { nowMs, wasAway })));
    }
    return { count: overdue.length, judged: await saveReadings(deps, sql, readings) };
  });
  await settleJudged(deps, judged);
  return count;
}

async function judgeOne(
  sql: Sql,
  { monitorId, configVersion, state, check }: LockedHeartbeat,
  moment: { nowMs: number; wasAway: boolean },
): Promise<SavedReading[]> {
  const judged = judgeDeadline({ state, rules: check, ...moment });
  if (judged === null) {
    await saveHeartbeat(sql, { monitorId, state, deadlineAt: null });
    return [];
  }
  const { run, reading, gapAt } = judged;
  await saveHeartbeat(sql, { monitorId, state: judged.state, deadlineAt: deadlineOf(judged.state, check) });
  await saveRun(sql, { monitorId, pingId: null, run });
  if (gapAt !== null) {
    const gap = {
      monitorId,
      regionId: INBOUND_REGION_ID,
      scheduledAt: gapAt,
      reason: "not_scheduled",
    } as const;
    await insertGaps(sql, [gap]);
  }
  return reading === null ? [] : [{ monitorId, configVersion, reading }];
}
