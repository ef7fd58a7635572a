const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1, 2, 5, 10, 30]
  .map((minutes) => minutes * MINUTE)
  .concat([1, 3, 6, 24, 48, 120, 240, 720].map((hours) => hours * HOUR));
const MOST = 8;

/** Round times of a clock that is `zoneMs` ahead of UTC, eight or so at most. */
export function timeTicks(fromMs: number, toMs: number, zoneMs = 0): number[] {
  const stepMs =
    STEPS.find((step) => (toMs - fromMs) / step <= MOST) ?? Math.ceil((toMs - fromMs) / MOST / DAY) * DAY;
  const ticks: number[] = [];
  for (let at = Math.ceil((fromMs + zoneMs) / stepMs) * stepMs - zoneMs; at <= toMs; at += stepMs)
    ticks.push(at);
  return ticks;
}
