const STEP_MS = 6 * 3_600_000;
const MINUTE_MS = 60_000;

/** A zone's offsets by brute force over Intl, for checking what a calendar library says. */
export type ZoneOracle = {
  /** The first moment at which the zone's wall clock has reached `wallMs` (a wall time written as if it were UTC). */
  firstMomentOf: (wallMs: number) => number;
};

type Segment = { fromMs: number; offsetMs: number };

export function createZoneOracle(zone: string, span: { fromMs: number; toMs: number }): ZoneOracle {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const offsetAt = (atMs: number): number => {
    const parts = Object.fromEntries(
      format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - atMs;
  };

  const segments: Segment[] = [{ fromMs: span.fromMs, offsetMs: offsetAt(span.fromMs) }];
  for (let atMs = span.fromMs; atMs < span.toMs; atMs += STEP_MS) {
    if (offsetAt(atMs) === offsetAt(atMs + STEP_MS)) continue;
    for (let minute = atMs; minute < atMs + STEP_MS; minute += MINUTE_MS) {
      const offsetMs = offsetAt(minute + MINUTE_MS);
      if (offsetMs !== segments.at(-1)?.offsetMs) segments.push({ fromMs: minute + MINUTE_MS, offsetMs });
    }
  }

  return {
    firstMomentOf(wallMs) {
      for (const [index, { fromMs, offsetMs }] of segments.entries()) {
        const at = Math.max(fromMs, wallMs - offsetMs);
        if (at < (segments[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY)) return at;
      }
      throw new Error(`No segment of ${zone} holds ${new Date(wallMs).toISOString()}.`);
    },
  };
}
