import type { HeartbeatState } from "#contracts/heartbeat.ts";
import { describeDuration } from "#domain/verdict/describe-quantity.ts";
import type { HeartbeatRules } from "./heartbeat-deadline.ts";
import { nextDue } from "./next-due.ts";
import { type InboundReading, placeOf, type RunChange } from "./run-change.ts";

type Given = {
  state: HeartbeatState;
  rules: HeartbeatRules;
  nowMs: number;
  /** Uptick could not be reached at some time in which the ping may have come. */
  wasAway: boolean;
};
/** `gapAt`: the slot of which nobody knows. */
export type Judged = {
  state: HeartbeatState;
  reading: InboundReading | null;
  run: RunChange;
  gapAt: number | null;
};

/** What it means that a deadline has passed: a run that does not end, or one that has not come. Null: nothing was due. */
export function judgeDeadline(given: Given): Judged | null {
  const { state } = given;
  if (state.startedAt !== null) return stopWaitingForEnd(given, state.startedAt);
  if (state.dueAt === null) return null;
  return given.wasAway ? doubt(given, state.dueAt) : miss(given, state.dueAt);
}

function stopWaitingForEnd({ state, rules, nowMs }: Given, startedAt: number): Judged {
  const { runDueAt, runId } = state;
  const run = {
    dueAt: runDueAt ?? startedAt,
    expected: runDueAt !== null,
    isLate: runDueAt !== null && runDueAt === state.missedDueAt,
  };
  const began = `The run that began at ${toText(startedAt)}`;
  const message =
    rules.maxRunSec === null
      ? `${began} had not ended by the time the next one was overdue.`
      : `${began} had not ended after ${describeDuration(rules.maxRunSec * 1000)}.`;
  const rest = { endedAt: null, durationMs: null, exitCode: null };
  return {
    state: {
      ...state,
      startedAt: null,
      runId: null,
      runDueAt: null,
      missedDueAt: run.dueAt,
      lastTickAt: nowMs,
      lastOutcome: "timeout",
    },
    reading: {
      ...placeOf(run, nowMs),
      at: nowMs,
      outcome: "timeout",
      durationMs: Math.max(0, nowMs - startedAt),
      message,
      body: null,
      assertions: undefined,
    },
    run: { ...rest, dueAt: run.dueAt, expected: run.expected, state: "timeout", startedAt, runId },
    gapAt: null,
  };
}

function miss({ state, rules, nowMs }: Given, dueAt: number): Judged {
  const grace = rules.graceSec === 0 ? "" : ` within ${describeDuration(rules.graceSec * 1000)}`;
  return {
    state: {
      ...state,
      dueAt: nextDue(rules.timing, dueAt),
      missedDueAt: dueAt,
      lastTickAt: nowMs,
      lastOutcome: "missed",
    },
    reading: {
      scheduledAt: dueAt,
      origin: "scheduled",
      at: nowMs,
      outcome: "missed",
      durationMs: 0,
      message: `The run expected at ${toText(dueAt)} has not reported${grace}.`,
      body: null,
      assertions: undefined,
    },
    run: emptyRun(dueAt, "missed"),
    gapAt: null,
  };
}

/** Nobody knows: neither up nor down, and what was due meanwhile is not asked for one by one. */
function doubt({ state, rules, nowMs }: Given, dueAt: number): Judged {
  return {
    state: { ...state, dueAt: nextDue(rules.timing, nowMs), missedDueAt: dueAt },
    reading: null,
    run: emptyRun(dueAt, "unknown"),
    gapAt: dueAt,
  };
}

function emptyRun(dueAt: number, state: RunChange["state"]): RunChange {
  const rest = { startedAt: null, endedAt: null, durationMs: null, exitCode: null, runId: null };
  return { ...rest, dueAt, expected: true, state };
}

function toText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
