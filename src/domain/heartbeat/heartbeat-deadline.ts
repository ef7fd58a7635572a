import type { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import type { HeartbeatState } from "#contracts/heartbeat.ts";

/** The rules of a heartbeat without what only its body is held against. */
export type HeartbeatRules = Pick<HeartbeatCheck, "timing" | "graceSec" | "maxRunSec">;

export const NO_PING_YET: HeartbeatState = {
  dueAt: null,
  startedAt: null,
  runId: null,
  runDueAt: null,
  missedDueAt: null,
  lastPingAt: null,
  lastTickAt: null,
  lastOutcome: null,
};

/**
 * When the clock has to judge; null: never. A run may take as long as its limit says, and where there is none, until the
 * next one would have been missed. Before the first ping nothing is expected.
 */
export function deadlineOf(state: HeartbeatState, rules: HeartbeatRules): number | null {
  if (state.lastPingAt === null) return null;
  if (state.startedAt !== null && rules.maxRunSec !== null) return state.startedAt + rules.maxRunSec * 1000;
  return state.dueAt === null ? null : state.dueAt + rules.graceSec * 1000;
}
