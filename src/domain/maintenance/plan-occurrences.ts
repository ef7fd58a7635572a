import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import { listOccurrences, type Occurrence } from "./list-occurrences.ts";

const DAY_MS = 86_400_000;
/** Occurrences are known at least this far ahead. */
export const PLAN_AHEAD_MS = 60 * DAY_MS;
/** One step plans a month more than is needed, so that most runs find nothing to do. */
const PLAN_STEP_MS = 90 * DAY_MS;
/** Two starts a day cannot be, so a step never reaches it. */
const LIMIT = 1_000;

export type OccurrencePlan = { occurrences: Occurrence[]; plannedToMs: number };

/** What begins from `fromMs` on, until 90 days from now. */
export function planOccurrences(
  timing: MaintenanceTiming,
  { fromMs, nowMs }: { fromMs: number; nowMs: number },
): OccurrencePlan {
  const plannedToMs = Math.max(fromMs, nowMs + PLAN_STEP_MS);
  const listed = listOccurrences(timing, { fromMs, toMs: plannedToMs }, LIMIT);
  return { occurrences: listed.filter(({ startsAt }) => startsAt >= fromMs), plannedToMs };
}

/** What a rule would have under way at that moment: from then on, because the past is not changed. */
export function findUnderWay(timing: MaintenanceTiming, nowMs: number): Occurrence | null {
  const [found] = listOccurrences(timing, { fromMs: nowMs, toMs: nowMs + 1 }, 1);
  return found === undefined ? null : { startsAt: nowMs, endsAt: found.endsAt };
}
