const HOUR_MS = 3_600_000;
const SHORTEST_MS = 10 * 60_000;

/** The last hours up to now, or a time of its own. */
export type AskedSpan = { hours: number } | { fromMs: number; toMs: number };

export function spanOf(asked: AskedSpan, at: { createdAt: number; nowMs: number }) {
  if (!("hours" in asked)) return { fromMs: asked.fromMs, toMs: asked.toMs };
  return { fromMs: startOf(at.nowMs - asked.hours * HOUR_MS, at), toMs: at.nowMs };
}

/** A young monitor would be a sliver at the right edge, so its chart begins with it. */
function startOf(fromMs: number, { createdAt, nowMs }: { createdAt: number; nowMs: number }): number {
  return Math.max(fromMs, Math.min(createdAt, nowMs - SHORTEST_MS));
}
