import type { BudgetPoint, BudgetView, ObjectiveInput } from "#contracts/objective.ts";
import type { Window } from "../uptime/report-uptime.ts";
import { countedSpans } from "./counted-spans.ts";
import { DAY_MS } from "./day-record.ts";
import { budgetOf, cutPercent, meetsTarget, milliOf } from "./error-budget.ts";
import { measureSegments, type Segment } from "./measure-segments.ts";
import { objectiveWindow } from "./objective-window.ts";
import { segmentsOf, type Timeline } from "./segments-of.ts";
import { intersectSpans, lastOf, lengthOf } from "./span-sets.ts";

const RATE_MS = DAY_MS;
/** Hours may leave most of the week out: so far ahead the end of a budget is looked for. */
const FURTHEST_MS = 400 * DAY_MS;

type Measured = {
  spec: Pick<
    ObjectiveInput,
    "targetPercent" | "counting" | "window" | "zone" | "hours" | "excludeMaintenance"
  >;
  exclusions: readonly Window[];
  timelines: readonly Timeline[];
  nowMs: number;
};

/** The budget of the window under way. */
export function measureBudget(measured: Measured): BudgetView {
  const { spec, nowMs } = measured;
  const window = objectiveWindow(spec.window, spec.zone, nowMs);
  const { members, counted, spent, parts } = measureWindow(measured, {
    ...window,
    toMs: Math.min(window.toMs, nowMs),
  });
  const targetMilli = milliOf(spec.targetPercent);
  const knownMs = spent.upMs + spent.downMs;
  const rule = { ...spec, exclusions: measured.exclusions };
  const aheadMs = lengthOf(countedSpans(rule, { fromMs: nowMs, toMs: Math.max(window.toMs, nowMs) })) * parts;
  const budgetMs = budgetOf(knownMs + aheadMs, targetMilli);
  const leftMs = budgetMs - spent.downMs;
  const lastMs = lastOf(counted, RATE_MS);
  const lately = measureSegments(members, spec.counting, lastMs).downMs;
  const endsAtMs = findEnd(measured, { leftMs, rate: lately / Math.max(1, RATE_MS * parts), parts });
  return {
    ...window,
    parts,
    ...spent,
    percent: cutPercent(spent.upMs, knownMs),
    met: meetsTarget(spent, targetMilli),
    coverage: cutPercent(knownMs, knownMs + spent.unknownMs),
    budgetMs,
    leftMs,
    endsAtMs:
      endsAtMs !== null && (spec.window.kind === "rolling" || endsAtMs < window.toMs) ? endsAtMs : null,
  };
}

/** One point per day of the window, and one for now. */
export function traceBudget(measured: Measured): BudgetPoint[] {
  const { spec, nowMs } = measured;
  const window = objectiveWindow(spec.window, spec.zone, nowMs);
  const { budgetMs, parts } = measureBudget(measured);
  const points: BudgetPoint[] = [];
  let usedMs = 0;
  for (let fromMs = window.fromMs; fromMs < Math.min(nowMs, window.toMs); fromMs += DAY_MS) {
    const toMs = Math.min(fromMs + DAY_MS, nowMs, window.toMs);
    const { spent } = measureWindow(measured, { fromMs, toMs });
    usedMs += spent.downMs;
    const left = budgetMs === 0 ? (usedMs === 0 ? 1 : 0) : 1 - usedMs / budgetMs;
    points.push({ at: toMs, left, usedMs: spent.downMs / parts, unknownMs: spent.unknownMs / parts });
  }
  return points;
}

/** The members' time in a window that ends now at the latest, and how it was spent. */
export function measureWindow({ spec, exclusions, timelines }: Measured, window: Window) {
  const counted = countedSpans({ ...spec, exclusions }, window);
  const members: Segment[][] = timelines.map((timeline) =>
    segmentsOf(timeline, window, spec.excludeMaintenance),
  );
  const spent = measureSegments(members, spec.counting, counted);
  const parts = spec.counting === "average" ? Math.max(1, timelines.length) : 1;
  return { members, counted, spent, parts };
}

type Rate = { leftMs: number /** Of the counted time, what is down. */; rate: number; parts: number };

/** When the budget is used up if the rate stays; null: it is not being used. */
export function findEnd(measured: Pick<Measured, "spec" | "exclusions" | "nowMs">, at: Rate): number | null {
  const { spec, exclusions, nowMs } = measured;
  if (at.leftMs <= 0) return nowMs;
  if (at.rate <= 0) return null;
  let missingMs = at.leftMs / at.parts / at.rate;
  const ahead = { fromMs: nowMs, toMs: nowMs + FURTHEST_MS };
  for (const span of intersectSpans(countedSpans({ ...spec, exclusions }, ahead), [ahead])) {
    const lengthMs = span.toMs - span.fromMs;
    if (missingMs <= lengthMs) return Math.round(span.fromMs + missingMs);
    missingMs -= lengthMs;
  }
  return null;
}
