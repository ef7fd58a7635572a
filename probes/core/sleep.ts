import type { Clock } from "./ports.ts";

/** Resolves after `delayMs`, or at once when `signal` is or gets aborted. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const cancel = clock.setTimer(done, delayMs);
    signal?.addEventListener("abort", done);
  });
}

/** Doubles from `firstMs` to `mostMs`, of which the upper half is random so that probes do not return in step. */
export function backOffMs(
  attempt: number,
  limits: { firstMs: number; mostMs: number; random: () => number },
): number {
  const full = Math.min(limits.mostMs, limits.firstMs * 2 ** Math.min(attempt, 20));
  return full / 2 + (full / 2) * limits.random();
}
