export type RetryPolicy = {
  /** The most that one try can take: none is started that could end after the deadline. */
  tryMs: number;
  deadlineMs: number;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  random: () => number;
};

const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/** Repeats `run` after transient errors, with full jitter, inside one total deadline. */
export async function attempt<T>(
  policy: RetryPolicy,
  run: () => Promise<T>,
  isTransient: (error: unknown) => boolean,
): Promise<T> {
  const lastStartAt = policy.now() + policy.deadlineMs - policy.tryMs;
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries === MAX_TRIES || !isTransient(error)) throw error;
      const pauseMs = policy.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
      if (policy.now() + pauseMs > lastStartAt) throw error;
      await policy.sleep(pauseMs);
    }
  }
}
