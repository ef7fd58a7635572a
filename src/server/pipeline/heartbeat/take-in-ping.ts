import type { HeartbeatPing, PingKind, PingNote } from "#contracts/heartbeat.ts";
import { deadlineOf } from "#domain/heartbeat/heartbeat-deadline.ts";
import { keepBody } from "#domain/heartbeat/keep-body.ts";
import { type Taken, takePing } from "#domain/heartbeat/take-ping.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { type SettleDeps, settleJudged } from "#server/runtime/judge-now.ts";
import {
  findNamedRun,
  hasPing,
  hasToldRun,
  insertPing,
  saveRun,
  trimPings,
} from "#server/store/heartbeat-ledger-store.ts";
import { type LockedHeartbeat, lockHeartbeat, saveHeartbeat } from "#server/store/heartbeat-store.ts";
import { type Judged, NOTHING_JUDGED } from "#server/store/judge-monitors.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inRetriedTransaction } from "./in-retried-transaction.ts";
import { saveReadings } from "./save-readings.ts";

/** A job that hears no answer asks again, with the same run id. */
const REPEATED_WITHIN_MS = 3_600_000;
const TRIM_ONE_IN = 50;

export type TakeInDeps = SettleDeps & Pick<Deps, "pool" | "clock" | "newId" | "sleep" | "random">;
type Kept = { answer: "taken" | "unknown"; judged: Judged };

/** Keeps a ping and judges its monitor in one transaction; the same ping, or the same word of the same run, changes nothing twice. */
export async function takeInPing(deps: TakeInDeps, ping: HeartbeatPing): Promise<Kept["answer"]> {
  const { answer, judged } = await inRetriedTransaction(deps, (sql) => keepPing(deps, sql, ping));
  await settleJudged(deps, judged);
  return answer;
}

async function keepPing(deps: TakeInDeps, sql: Sql, ping: HeartbeatPing): Promise<Kept> {
  const heartbeat = await lockHeartbeat(sql, { tokenHash: ping.tokenHash });
  if (heartbeat === null) return { answer: "unknown", judged: NOTHING_JUDGED };
  if (await hasPing(sql, ping.id)) return { answer: "taken", judged: NOTHING_JUDGED };

  const note = await findNote(sql, heartbeat, ping);
  const taken = note === null ? await applyPing(sql, heartbeat, ping) : null;
  const { monitorId } = heartbeat;
  const durationMs = taken?.run?.durationMs ?? null;
  await insertPing(sql, { ...ping, monitorId, note, body: keepBody(ping), durationMs });
  if (deps.random() * TRIM_ONE_IN < 1) await trimPings(sql, monitorId);
  const judged = taken === null ? NOTHING_JUDGED : await saveTaken(deps, sql, { heartbeat, ping, taken });
  return { answer: "taken", judged };
}

const WORDS_LIKE: Record<PingKind, readonly PingKind[]> = {
  start: ["start"],
  success: ["success", "fail", "exit"],
  fail: ["success", "fail", "exit"],
  exit: ["success", "fail", "exit"],
  log: [],
};

async function findNote(
  sql: Sql,
  { monitorId, isPaused }: LockedHeartbeat,
  { runId, kind, receivedAt }: HeartbeatPing,
): Promise<PingNote | null> {
  if (isPaused) return "paused";
  if (runId === null || kind === "log") return null;
  const sinceMs = receivedAt - REPEATED_WITHIN_MS;
  const isTold = await hasToldRun(sql, { monitorId, runId, kinds: WORDS_LIKE[kind], sinceMs });
  return isTold ? "repeated" : null;
}

async function applyPing(
  sql: Sql,
  { monitorId, state, check }: LockedHeartbeat,
  ping: HeartbeatPing,
): Promise<Taken> {
  const { runId } = ping;
  const isOther = runId !== null && runId !== state.runId;
  const named = isOther ? await findNamedRun(sql, { monitorId, runId }) : null;
  return takePing({ state, check, ping: { ...ping, at: ping.receivedAt }, named });
}

async function saveTaken(
  deps: TakeInDeps,
  sql: Sql,
  { heartbeat, ping, taken }: { heartbeat: LockedHeartbeat; ping: HeartbeatPing; taken: Taken },
): Promise<Judged> {
  const { monitorId, configVersion, check } = heartbeat;
  const { state, reading, run } = taken;
  await saveHeartbeat(sql, { monitorId, state, deadlineAt: deadlineOf(state, check) });
  const pingId = run?.state === "running" ? null : ping.id;
  if (run !== null) await saveRun(sql, { monitorId, pingId, run });
  return saveReadings(deps, sql, reading === null ? [] : [{ monitorId, configVersion, reading }]);
}
