import { isDeepStrictEqual } from "node:util";
import type { Check } from "#contracts/check.ts";
import type { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import type { HeartbeatState } from "#contracts/heartbeat.ts";
import { deadlineOf, NO_PING_YET } from "#domain/heartbeat/heartbeat-deadline.ts";
import { explainTiming, nextDue } from "#domain/heartbeat/next-due.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { createHeartbeatToken } from "#server/runtime/heartbeat-token.ts";
import { insertHeartbeat, lockHeartbeat, saveHeartbeat } from "#server/store/heartbeat-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { sqlOf } from "#server/store/sql-of.ts";

type Change<Kept extends Check = Check> = { monitorId: number; check: Kept; at: Date };

/** Gives a new heartbeat its address. Nothing is missed before the first ping. Other kinds of checks need nothing. */
export async function startHeartbeat(tx: Tx, change: Change & { secret: string }): Promise<void> {
  const { check, monitorId, at, secret } = change;
  if (check.kind !== "heartbeat") return;
  requireTiming(check, at);
  const sql = sqlOf(tx);
  await insertHeartbeat(sql, { monitorId, ...createHeartbeatToken(secret) });
  const dueAt = check.timing.type === "cron" ? nextDue(check.timing, at.getTime()) : null;
  await saveHeartbeat(sql, { monitorId, state: { ...NO_PING_YET, dueAt }, deadlineAt: null });
}

/** A new time table holds from now on; a new grace for what is awaited already. */
export async function changeHeartbeat(
  tx: Tx,
  monitor: { id: number; check: Check; pausedAt: Date | null },
  { check, at }: Omit<Change, "monitorId">,
): Promise<void> {
  const { id: monitorId, check: before, pausedAt } = monitor;
  if ((check.kind === "heartbeat") !== (before.kind === "heartbeat")) {
    const message = "A heartbeat stays one, and no other check becomes one: make a new monitor.";
    throw new AppError("invalid", message, { field: "check.kind" });
  }
  if (check.kind !== "heartbeat" || before.kind !== "heartbeat" || isDeepStrictEqual(check, before)) return;
  requireTiming(check, at);
  const held = await lockHeartbeat(sqlOf(tx), { monitorId });
  if (held === null) return;
  const isSameTiming = isDeepStrictEqual(check.timing, before.timing);
  const state = isSameTiming ? held.state : expectFrom(held.state, { check, at });
  await saveHeartbeat(sqlOf(tx), {
    monitorId,
    state,
    deadlineAt: pausedAt ? null : deadlineOf(state, check),
  });
}

/** Nothing is expected while it is paused; the lock comes before that of the verdict, as pings take them. */
export async function holdHeartbeat(tx: Tx, { monitorId }: { monitorId: number }): Promise<void> {
  const held = await lockHeartbeat(sqlOf(tx), { monitorId });
  if (held === null) return;
  const state = { ...held.state, startedAt: null, runId: null, runDueAt: null, missedDueAt: null };
  await saveHeartbeat(sqlOf(tx), { monitorId, state, deadlineAt: null });
}

/** A job that has called before is expected again from now on, as if it had just called. */
export async function resumeHeartbeat(tx: Tx, change: Omit<Change, "check">): Promise<void> {
  const held = await lockHeartbeat(sqlOf(tx), change);
  if (held === null) return;
  const { monitorId } = change;
  const state = expectFrom(held.state, { ...change, check: held.check });
  await saveHeartbeat(sqlOf(tx), { monitorId, state, deadlineAt: deadlineOf(state, held.check) });
}

function expectFrom(state: HeartbeatState, { check, at }: Omit<Change<HeartbeatCheck>, "monitorId">) {
  const isWaiting = state.lastPingAt === null && check.timing.type === "period";
  return { ...state, dueAt: isWaiting ? null : nextDue(check.timing, at.getTime()), missedDueAt: null };
}

function requireTiming({ timing }: HeartbeatCheck, at: Date): void {
  const problem = explainTiming(timing, at.getTime());
  if (problem === null) return;
  const isZone = problem.startsWith(timing.type === "cron" ? timing.zone : "-");
  throw new AppError("invalid", problem, {
    field: isZone ? "check.timing.zone" : "check.timing.expression",
  });
}
