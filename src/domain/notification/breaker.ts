const OPENS_AT = 5;
const FIRST_PAUSE_MS = 30_000;
const MAX_PAUSE_MS = 10 * 60_000;
const MAX_ASKED_MS = 60 * 60_000;

/** `openUntilMs`: nothing is sent over the channel before; null: closed. */
export type Breaker = { failureStreak: number; openUntilMs: number | null };

export const CLOSED: Breaker = { failureStreak: 0, openUntilMs: null };

/** After an attempt that was not taken. `retryAfterMs` is what the receiver asked for: it holds for the whole channel. */
export function afterFailure(
  failuresBefore: number,
  failed: { atMs: number; retryAfterMs: number | null },
): Breaker {
  const failureStreak = failuresBefore + 1;
  const pauseMs = Math.max(pauseAfter(failureStreak), Math.min(failed.retryAfterMs ?? 0, MAX_ASKED_MS));
  return { failureStreak, openUntilMs: pauseMs > 0 ? failed.atMs + pauseMs : null };
}

/** Doubles with each single try that fails while it is open. */
function pauseAfter(failureStreak: number): number {
  if (failureStreak < OPENS_AT) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failureStreak - OPENS_AT, 10), MAX_PAUSE_MS);
}
