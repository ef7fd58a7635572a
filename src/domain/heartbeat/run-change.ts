import type { RunState } from "#contracts/heartbeat.ts";
import type { Origin } from "#contracts/job.ts";
import type { Evidence, Outcome } from "#contracts/tick.ts";

/** What becomes a tick. `at` is when it was known; times are epoch ms. */
export type InboundReading = {
  scheduledAt: number;
  at: number;
  origin: Origin;
  outcome: Outcome;
  durationMs: number;
  /** Empty when all is well. */
  message: string;
  body: string | null;
  assertions: Evidence["assertions"];
};

/** A line of the ledger as it is after this; null keeps what is known. */
export type RunChange = {
  dueAt: number;
  expected: boolean;
  state: RunState;
  startedAt: number | null;
  endedAt: number | null;
  durationMs: number | null;
  exitCode: number | null;
  runId: string | null;
};

/** What is due becomes the slot of a tick once: what comes after the slot has one is a look of its own. */
export function placeOf(run: { dueAt: number; expected: boolean; isLate: boolean }, atMs: number) {
  const isDue = run.expected && !run.isLate;
  return { scheduledAt: isDue ? run.dueAt : atMs, origin: isDue ? "scheduled" : "manual" } as const;
}
