import type { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import { MIN_PERIOD_SEC } from "#contracts/checks/heartbeat.ts";
import type { HeartbeatPing, HeartbeatState } from "#contracts/heartbeat.ts";
import { findSlot } from "./find-slot.ts";
import { judgeEnd } from "./judge-end.ts";
import { nextDue } from "./next-due.ts";
import { type InboundReading, placeOf, type RunChange } from "./run-change.ts";

export type TakenPing = Pick<HeartbeatPing, "kind" | "exitCode" | "runId" | "body" | "tail"> & { at: number };
/** A run of the ledger that the ping names and that is not the one under way. */
export type NamedRun = Pick<RunChange, "dueAt" | "expected" | "state" | "startedAt">;

export type Taken = { state: HeartbeatState; reading: InboundReading | null; run: RunChange | null };
type Given = { state: HeartbeatState; check: HeartbeatCheck; ping: TakenPing; named: NamedRun | null };

/**
 * What a ping makes of a heartbeat. Pings that were kept somewhere may come after newer ones: they fill the ledger and
 * take back nothing.
 */
export function takePing(given: Given): Taken {
  const { state, ping } = given;
  if (ping.kind === "log") return { state, reading: null, run: null };
  if (ping.kind !== "start") return endRun(given);
  const isOld = state.lastPingAt !== null && ping.at < state.lastPingAt;
  return isOld ? { state, reading: null, run: null } : beginRun(given);
}

function beginRun({ state, check, ping }: Given): Taken {
  const slot = findSlot(state, check, ping.at);
  return {
    state: {
      ...state,
      dueAt: slot.nextDueAt,
      startedAt: ping.at,
      runId: ping.runId,
      runDueAt: slot.expected ? slot.dueAt : null,
      // While it runs, it is late for what was missed.
      missedDueAt: slot.isLate ? slot.dueAt : null,
      lastPingAt: ping.at,
    },
    reading: null,
    run: {
      dueAt: slot.dueAt,
      expected: slot.expected,
      state: "running",
      startedAt: ping.at,
      endedAt: null,
      durationMs: null,
      exitCode: null,
      runId: ping.runId,
    },
  };
}

function endRun(given: Given): Taken {
  const { check, ping } = given;
  const ended = findEnded(given);
  const durationMs = ended.startedAt === null ? null : Math.max(0, ping.at - ended.startedAt);
  const isCrowded = isTooSoon(given, ended);
  const end = judgeEnd(check, { ping, durationMs, isLate: ended.isLate });
  const state = { ...ended.state, lastPingAt: Math.max(ping.at, given.state.lastPingAt ?? ping.at) };
  if (isCrowded && end.outcome === "ok") return { state, reading: null, run: null };
  const isNewest = ping.at >= (given.state.lastTickAt ?? ping.at);
  return {
    state: isNewest ? { ...state, lastTickAt: ping.at, lastOutcome: end.outcome } : state,
    reading: { ...end, ...placeOf(ended, ping.at), at: ping.at, durationMs: durationMs ?? 0 },
    run: {
      dueAt: ended.dueAt,
      expected: ended.expected,
      state: end.outcome === "ok" ? (ended.isLate ? "late" : "ok") : stateOf(end.outcome),
      startedAt: ended.startedAt,
      endedAt: ping.at,
      durationMs,
      exitCode: ping.exitCode,
      runId: ping.runId,
    },
  };
}

function stateOf(outcome: InboundReading["outcome"]): RunChange["state"] {
  return outcome === "timeout" ? "timeout" : "failed";
}

type Ended = {
  dueAt: number;
  expected: boolean;
  isLate: boolean;
  startedAt: number | null;
  state: HeartbeatState;
};

/** The run under way, the one that the ping names, or one that never told its start. */
function findEnded({ state, check, ping, named }: Given): Ended {
  const { startedAt, runDueAt } = state;
  const isCurrent =
    startedAt !== null && (ping.runId === null || state.runId === null || ping.runId === state.runId);
  const over = { ...state, startedAt: null, runId: null, runDueAt: null, missedDueAt: null };
  if (isCurrent) {
    return {
      dueAt: runDueAt ?? startedAt,
      expected: runDueAt !== null,
      isLate: runDueAt !== null && runDueAt === state.missedDueAt,
      startedAt,
      state: { ...over, dueAt: dueAfter(state, check, ping.at) },
    };
  }
  if (named !== null) {
    const next = { ...state, dueAt: dueAfter(state, check, ping.at) };
    return { ...named, isLate: named.state !== "running", state: next };
  }
  const slot = findSlot(state, check, ping.at);
  const dueAt = slot.nextDueAt === null ? null : Math.max(slot.nextDueAt, state.dueAt ?? slot.nextDueAt);
  return { ...slot, startedAt: null, state: { ...state, dueAt, missedDueAt: null } };
}

/** A time table goes on as it is; a period counts from the end of the run, and never back. */
function dueAfter(state: HeartbeatState, { timing }: HeartbeatCheck, atMs: number): number | null {
  if (timing.type === "cron") return state.dueAt;
  return Math.max(nextDue(timing, atMs) ?? atMs, state.dueAt ?? atMs);
}

/** Whoever reports success without end is heard, but not counted more often than any check. */
function isTooSoon({ state, check, ping }: Given, ended: Ended): boolean {
  if (state.lastOutcome !== "ok" || state.lastTickAt === null || ended.isLate) return false;
  if (check.timing.type === "cron" && ended.expected) return false;
  return Math.abs(ping.at - state.lastTickAt) < MIN_PERIOD_SEC * 1000;
}
