import type { LimitAnswer } from "./limit-answer.ts";

/** A bucket of `quota` tokens that fills up again evenly within `windowMs`. */
export type LimitPolicy = { name: string; quota: number; windowMs: number };

/**
 * A bucket is one number: the moment at which it will be full again (GCRA, the virtual scheduling of ITU-T I.371).
 * Undefined stands for a full one. `fullAt` of the answer is what to remember; a refusal leaves it as it was.
 */
export function takeToken(
  policy: LimitPolicy,
  { fullAt = 0, nowMs, cost = 1 }: { fullAt?: number | undefined; nowMs: number; cost?: number },
): { fullAt: number; answer: LimitAnswer } {
  const perTokenMs = policy.windowMs / policy.quota;
  const before = Math.max(fullAt, nowMs);
  const after = before + cost * perTokenMs;
  const isAllowed = after - nowMs <= policy.windowMs + 1e-6;
  const kept = isAllowed ? after : before;
  return {
    fullAt: kept,
    answer: {
      policy: policy.name,
      isAllowed,
      quota: policy.quota,
      windowSec: Math.round(policy.windowMs / 1000),
      remaining: Math.max(0, Math.floor((policy.windowMs - (kept - nowMs)) / perTokenMs + 1e-6)),
      resetSec: Math.ceil((kept - nowMs) / 1000),
      waitMs: isAllowed ? 0 : Math.ceil(after - nowMs - policy.windowMs),
    },
  };
}

/** The bucket after others have taken `cost` from it, too: it may be owed tokens then, of one window at most. */
export function drainBucket(
  policy: LimitPolicy,
  { fullAt = 0, nowMs, cost }: { fullAt?: number | undefined; nowMs: number; cost: number },
): number {
  const drained = Math.max(fullAt, nowMs) + cost * (policy.windowMs / policy.quota);
  return Math.min(drained, nowMs + 2 * policy.windowMs);
}
