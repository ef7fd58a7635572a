/** Judging that is further behind makes no claims any more. */
export const DELAY_MS = 120_000;

/** A monitor as far as its age matters. Times are epoch ms. */
export type SeenMonitor = {
  isPaused: boolean;
  /** A heartbeat waits for calls: silence is what it judges, by the clock. */
  isInbound: boolean;
  intervalMs: number;
  /** The newest reading from anywhere; null: none yet. */
  newestAt: number | null;
  /** When it was created, resumed or changed last. */
  beganAt: number;
};

export type Judged = {
  judgedAt: number;
  /** Since when nothing has been judged; null: the states are of now. */
  delayedSince: number | null;
};

/**
 * How far the monitors of a page have been judged. Two things stand still independently: the clock, which decides what time
 * alone decides, and the checks. `clockAt` null: no clock has ever run here.
 */
export function judgeDelay(
  { clockAt, monitors }: { clockAt: number | null; monitors: readonly SeenMonitor[] },
  nowMs: number,
): Judged {
  const active = monitors.filter(({ isPaused }) => !isPaused);
  const checked = active.filter(({ isInbound, newestAt }) => !isInbound && newestAt !== null);
  const isSilent = checked.length > 0 && checked.every((monitor) => isStale(monitor, nowMs));
  const silentSince = isSilent ? Math.max(...checked.map(({ newestAt }) => newestAt ?? 0)) : null;
  const behind = active.length > 0 && clockAt !== null && nowMs - clockAt > DELAY_MS ? clockAt : null;
  const stops = [silentSince, behind].filter((at) => at !== null);
  if (stops.length === 0) return { judgedAt: Math.min(clockAt ?? nowMs, nowMs), delayedSince: null };
  const delayedSince = Math.min(...stops, nowMs);
  return { judgedAt: delayedSince, delayedSince };
}

/** Three of its checks, and two minutes more, have gone by without a reading: what was last seen is no claim any more. */
export function isStale(
  { isPaused, isInbound, intervalMs, newestAt, beganAt }: SeenMonitor,
  nowMs: number,
): boolean {
  if (isPaused || isInbound || newestAt === null) return false;
  return nowMs - Math.max(newestAt, beganAt) > 3 * intervalMs + DELAY_MS;
}
