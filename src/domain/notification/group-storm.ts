/** So many for one channel within the window are one message. */
export const STORM_SIZE = 5;
export const STORM_WINDOW_MS = 20_000;
const HOLD_MS = 15_000;
const GROUP_EVERY_MS = 30_000;

/** What is known of one channel when messages for it are written; downs and ups are counted apart. */
export type StormSigns = {
  /** Messages that are being written now. */
  here: number;
  /** Those of other incidents that were written within the window. */
  recent: number;
  /** Other monitors of the channel that fail and wait for their confirmation; for ups: those that were told of together and are still down. */
  likely: number;
  /** When the group that is gathering leaves; null: none is. */
  gatheringUntilMs: number | null;
  /** When the last group left; null: not lately. */
  lastGroupAtMs: number | null;
  /** It happened long ago and is news only now: the next reports may say that it is over. */
  isLate: boolean;
};

export type StormDecision = { kind: "at_once" } | { kind: "hold"; untilMs: number };

/** A single outage leaves at once; what looks like a storm waits a little, so that it is one message. */
export function groupStorm(signs: StormSigns, nowMs: number): StormDecision {
  if (signs.gatheringUntilMs !== null && signs.gatheringUntilMs > nowMs)
    return { kind: "hold", untilMs: signs.gatheringUntilMs };
  const isStorm = signs.here + signs.recent + signs.likely >= STORM_SIZE;
  if (!isStorm && !signs.isLate) return { kind: "at_once" };
  const notBeforeMs = signs.lastGroupAtMs === null ? 0 : signs.lastGroupAtMs + GROUP_EVERY_MS;
  return { kind: "hold", untilMs: Math.max(nowMs + HOLD_MS, Math.min(notBeforeMs, nowMs + GROUP_EVERY_MS)) };
}
