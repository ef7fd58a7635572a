import { freshnessMs } from "#domain/schedule/slots.ts";
import { planRound } from "./confirmation-round.ts";
import { advance, type Course, findNextClock, recall, settle, startCourse } from "./course.ts";
import {
  type Judgement,
  type MissingReading,
  REPORT_BOUND_MS,
  type Reading,
  type VerdictInput,
  type VerdictStep,
} from "./judgement.ts";
import { listAdvisories } from "./list-advisories.ts";
import { isVoting } from "./region-standing.ts";
import { toRules } from "./rules.ts";

/**
 * What follows from the readings that are known at `nowMs`. Events count in the order in which they happened, and a
 * change that a reading on its way could still overturn waits for it, so the order of arrival does not matter.
 */
export function evaluate(input: VerdictInput): Judgement {
  const { memory, nowMs } = input;
  const course = startCourse({ ...input, rules: toRules(input) });
  const readings = listReadings(input.readings);
  const isNews = (reading: Reading) => reading.at > memory.at;
  recall(
    course,
    readings.filter((reading) => !isNews(reading)),
  );

  const news = readings.filter(isNews);
  const certainMs = Math.max(memory.at, findCertain(input, course));
  const certain = certainMs >= nowMs ? news : news.filter((reading) => reading.at <= certainMs);
  advance(course, certain, certainMs);
  settle(course, certainMs);
  const { raw, shown, flips, steps } = course;
  const advisories = listAdvisories(course, certainMs);

  course.steps = [];
  advance(course, news.slice(certain.length), Math.max(nowMs, certainMs));
  const changedAt = findRawChange(memory.raw, [...steps, ...course.steps]);
  const round = planRound(course, { ...input, changedAt });
  return {
    steps,
    memory: {
      at: Math.max(
        memory.at,
        steps.at(-1)?.at ?? memory.at,
        Math.min(certainMs, nowMs - REPORT_BOUND_MS - 1),
      ),
      raw,
      shown,
      flips: [...flips],
      round: round ?? memory.round,
    },
    dueAt: findDue(course, course.steps[0]),
    confirm: round?.asked ?? [],
    advisories,
  };
}

/** When the target did something else than before for the last time; null: never. */
function findRawChange(before: VerdictInput["memory"]["raw"], steps: readonly VerdictStep[]): number | null {
  return steps.findLast((step, index) => step.raw !== (steps[index - 1]?.raw ?? before))?.at ?? null;
}

/** Sorted by completion, each once. */
function listReadings(readings: readonly Reading[]): Reading[] {
  const sorted = [...readings].sort(byCompletion);
  return sorted.filter((reading, index) => {
    const previous = sorted[index - 1];
    return previous?.region !== reading.region || previous.scheduledAt !== reading.scheduledAt;
  });
}

function byCompletion(one: Reading, other: Reading): number {
  if (one.at !== other.at) return one.at - other.at;
  if (one.region !== other.region) return one.region < other.region ? -1 : 1;
  return one.scheduledAt - other.scheduledAt;
}

/** Up to here, all that was completed is known: what is missing was not, or would have come by now. */
function findCertain(input: VerdictInput, course: Course): number {
  const { nowMs } = input;
  const lostBefore = nowMs - REPORT_BOUND_MS - input.timeoutMs - freshnessMs(input.intervalMs);
  let certainMs = nowMs;
  for (const missing of input.missing) {
    const { region, scheduledAt } = missing;
    if (scheduledAt > nowMs || scheduledAt < lostBefore || !course.byRegion.has(region)) continue;
    if (isMute(missing, input)) continue;
    certainMs = Math.min(certainMs, Math.max(scheduledAt, nowMs - REPORT_BOUND_MS) - 1);
  }
  return certainMs;
}

/** Whatever it saw would have no vote. */
function isMute({ region, scheduledAt }: MissingReading, { faults, nowMs }: VerdictInput): boolean {
  return faults.some(
    (fault) =>
      fault.region === region && fault.fromMs <= scheduledAt && (fault.toMs === null || fault.toMs > nowMs),
  );
}

/** A held step comes when nothing can overturn it any more; otherwise the next moment that may bring one by itself. */
function findDue(course: Course, held: VerdictStep | undefined): number | null {
  if (held !== undefined) return held.at + REPORT_BOUND_MS + 1;
  const next = isCalm(course) ? findNextEdge(course) : findNextClock(course);
  return Number.isFinite(next) ? next : null;
}

/** Regions that fall silent one by one change nothing then; the silence of all is found by who counts the reports. */
function isCalm(course: Course): boolean {
  if (course.raw !== "up" || course.shown === "flapping") return false;
  return course.standings.every(
    (standing) => standing.poor === 0 || !isVoting(standing, course.at, course.rules),
  );
}

function findNextEdge(course: Course): number {
  return course.edges[course.nextEdge] ?? Number.POSITIVE_INFINITY;
}
