export interface BackOff {
  attempt: number;
  delayMs: number;
}

const FIRST_MS = 500;
const MOST_MS = 30_000;
const STABLE_MS = 60_000;

/** How long to wait before the next start of what ran for `livedMs`; `attempt` counts the short lives in a row. */
export function nextBackOff(attempt: number, livedMs: number): BackOff {
  const next = livedMs >= STABLE_MS ? 1 : attempt + 1;
  return { attempt: next, delayMs: Math.min(MOST_MS, FIRST_MS * 2 ** (next - 1)) };
}
