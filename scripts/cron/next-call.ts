export interface CronRoute {
  name: string;
  everyMs: number;
}

const RETRY_MS = [1_000, 2_000, 5_000];

/**
 * When to call next: the next multiple of the period after the last start, or sooner after a failure, because a
 * minute without a schedule is a minute without checks.
 */
export function nextCallMs(
  { everyMs }: CronRoute,
  at: { originMs: number; startedMs: number; nowMs: number; failures: number },
): number {
  const periods = Math.floor((at.startedMs - at.originMs) / everyMs) + 1;
  const regularMs = Math.max(at.originMs + periods * everyMs, at.nowMs);
  if (at.failures === 0) return regularMs;
  const retryMs = RETRY_MS[Math.min(at.failures, RETRY_MS.length) - 1] ?? 0;
  return Math.min(regularMs, at.nowMs + retryMs);
}
