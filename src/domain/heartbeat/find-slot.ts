import type { HeartbeatState } from "#contracts/heartbeat.ts";
import type { HeartbeatRules } from "./heartbeat-deadline.ts";
import { lastDue, nextDue } from "./next-due.ts";

/**
 * The expected run that a ping belongs to, and what is expected after it. `expected` false: it came besides the time
 * table. `isLate`: that run has been missed, and has its tick.
 */
export type Slot = { dueAt: number; expected: boolean; isLate: boolean; nextDueAt: number | null };

/** A job's clock may be ahead of Uptick's: what comes so little before its time is on time. */
const EARLY_MS = 60_000;

/** Finds the run that begins, or ends without having begun, at `atMs`. */
export function findSlot(state: HeartbeatState, { timing }: HeartbeatRules, atMs: number): Slot {
  const { dueAt, missedDueAt } = state;
  if (timing.type === "period") {
    const nextDueAt = nextDue(timing, atMs);
    if (dueAt !== null && atMs >= dueAt) return { dueAt, expected: true, isLate: false, nextDueAt };
    if (missedDueAt !== null) return { dueAt: missedDueAt, expected: true, isLate: true, nextDueAt };
    return { dueAt: atMs, expected: true, isLate: false, nextDueAt };
  }
  const due = dueAt ?? nextDue(timing, atMs);
  if (due === null) return { dueAt: atMs, expected: false, isLate: false, nextDueAt: null };
  const following = nextDue(timing, due);
  const earlyMs = following === null ? EARLY_MS : Math.min(EARLY_MS, (following - due) / 4);
  if (atMs >= due - earlyMs) {
    // Of several that are due the newest is meant: whoever comes so late has been waited for.
    const newest = Math.max(due, lastDue(timing, atMs + earlyMs) ?? due);
    return { dueAt: newest, expected: true, isLate: false, nextDueAt: nextDue(timing, newest) };
  }
  if (missedDueAt !== null) return { dueAt: missedDueAt, expected: true, isLate: true, nextDueAt: due };
  return { dueAt: atMs, expected: false, isLate: false, nextDueAt: due };
}
