import type { Counting } from "#contracts/objective.ts";
import type { Severity } from "#contracts/policy.ts";
import { durationInWords } from "../notification/duration-in-words.ts";
import type { Window } from "../uptime/report-uptime.ts";
import { burnRateOf } from "./error-budget.ts";
import { measureSegments, type Segment } from "./measure-segments.ts";
import { lastOf } from "./span-sets.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Google's multi-window, multi-burn-rate alerts (The Site Reliability Workbook, chapter 5): the long window says that it
 * matters, the short one that it goes on.
 */
export const BURN_RULES = [
  { factor: 14.4, longMs: HOUR_MS, shortMs: 5 * MINUTE_MS, severity: "critical" },
  { factor: 6, longMs: 6 * HOUR_MS, shortMs: 30 * MINUTE_MS, severity: "critical" },
  { factor: 1, longMs: 3 * DAY_MS, shortMs: 6 * HOUR_MS, severity: "normal" },
] as const satisfies readonly { factor: number; longMs: number; shortMs: number; severity: Severity }[];

export type BurnRule = (typeof BURN_RULES)[number];
type Burning = {
  members: readonly (readonly Segment[])[];
  counting: Counting;
  /** Until now, in order. */
  counted: readonly Window[];
  targetMilli: number;
};

/**
 * The fastest rule that holds; null: none. Windows are of counted time, and are divided by their whole length: what nobody
 * knows counts as up here, so that a gap alerts nobody.
 */
export function judgeBurn(burning: Burning): { rule: BurnRule; rate: number } | null {
  for (const rule of BURN_RULES) {
    const rate = rateOver(burning, rule.longMs);
    if (rate >= rule.factor && rateOver(burning, rule.shortMs) >= rule.factor) return { rule, rate };
  }
  return null;
}

export function rateOver({ members, counting, counted, targetMilli }: Burning, lengthMs: number): number {
  const { downMs } = measureSegments(members, counting, lastOf(counted, lengthMs));
  const parts = counting === "average" ? Math.max(1, members.length) : 1;
  return burnRateOf(downMs, lengthMs * parts, targetMilli);
}

type Said = { name: string; target: string; window: string; endsInMs: number | null; isSpent: boolean };

/** Such as "Checkout: 99.9 % of 30 days. At this rate the budget is used up in 5 h." */
export function describeBurn({ name, target, window, endsInMs, isSpent }: Said): string {
  const promise = `${name}: ${target} % of ${window}.`;
  if (isSpent) return `${promise} The budget is used up, and more is being used.`;
  if (endsInMs === null) return `${promise} The budget is used faster than the target allows.`;
  return `${promise} At this rate the budget is used up in ${durationInWords(endsInMs)}.`;
}
