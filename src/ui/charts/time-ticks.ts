const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEPS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 24 * HOUR];
const MOST = 8;

/** Round times of the reader's clock, eight at most. */
export function timeTicks(fromMs: number, toMs: number): number[] {
  const zoneMs = new Date(fromMs).getTimezoneOffset() * MINUTE;
  const stepMs = STEPS.find((step) => (toMs - fromMs) / step <= MOST) ?? 24 * HOUR;
  const ticks: number[] = [];
  for (let at = Math.ceil((fromMs - zoneMs) / stepMs) * stepMs + zoneMs; at <= toMs; at += stepMs)
    ticks.push(at);
  return ticks;
}
