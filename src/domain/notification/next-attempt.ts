const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** What lies before each attempt: the first is made at once. */
const WAIT_MS = [
  0,
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
] as const;
const MAX_RETRY_AFTER_MS = HOUR_MS;
/** A wait varies by this share to both sides, so that what failed together does not come back together. */
const JITTER = 0.2;

export type SendFailure = {
  /** Attempts made, this one included. */
  attempts: number;
  permanent: boolean;
  /** What the receiver asked for. */
  retryAfterMs: number | null;
};

export type NextAttempt = { kind: "retry"; waitMs: number } | { kind: "failed" } | { kind: "dead" };

/** What becomes of a delivery after a failed attempt. `chance` is a random number in [0, 1). */
export function nextAttempt(failure: SendFailure, chance: number): NextAttempt {
  if (failure.permanent) return { kind: "failed" };
  const tableMs = WAIT_MS[failure.attempts];
  if (tableMs === undefined) return { kind: "dead" };

  const waitMs = Math.round(tableMs * (1 + JITTER * (2 * chance - 1)));
  const askedMs = Math.min(failure.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  return { kind: "retry", waitMs: Math.max(waitMs, askedMs) };
}
