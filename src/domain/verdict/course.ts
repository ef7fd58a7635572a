import type { Verdict } from "#contracts/verdict.ts";
import { describeStep } from "./describe-step.ts";
import { addFlip, isFlapping } from "./flapping.ts";
import type { RawVerdict, Reading, Span, VerdictMemory, VerdictStep } from "./judgement.ts";
import { countVotes, tallyVotes } from "./quorum.ts";
import {
  addReading,
  failingSince,
  forget,
  isVoting,
  newestOf,
  newStanding,
  type RegionStanding,
} from "./region-standing.ts";
import type { Rules } from "./rules.ts";

type Fault = { region: string } & Span;
type Window = { name: string } & Span;

/** A verdict on its way through time: readings and the clock move it on, in order, and it leaves steps behind. */
export type Course = {
  rules: Rules;
  readonly standings: readonly RegionStanding[];
  readonly byRegion: ReadonlyMap<string, RegionStanding>;
  readonly faults: readonly Fault[];
  readonly windows: readonly Window[];
  /** When a fault or a window begins or ends, in order. */
  readonly edges: readonly number[];
  nextEdge: number;
  /** Before this the clock alone changes nothing. */
  nextClockAt: number;
  /** The maintenance under way. */
  window: string | null;
  at: number;
  raw: RawVerdict;
  shown: Verdict;
  flips: readonly number[];
  steps: VerdictStep[];
};

export type CourseStart = {
  memory: VerdictMemory;
  rules: Rules;
  regions: readonly string[];
  faults: readonly Fault[];
  windows: readonly Window[];
};

export function startCourse({ memory, rules, regions, faults, windows }: CourseStart): Course {
  const standings = [...new Set(regions)].sort().map(newStanding);
  return {
    rules,
    standings,
    byRegion: new Map(standings.map((standing) => [standing.region, standing])),
    faults,
    windows,
    edges: listEdges([...faults, ...windows]),
    nextEdge: 0,
    nextClockAt: Number.NEGATIVE_INFINITY,
    window: null,
    at: memory.at,
    raw: memory.raw,
    shown: memory.shown,
    flips: memory.flips,
    steps: [],
  };
}

/** Readings that were completed by the course's start: they are looked back at and decide nothing by themselves. */
export function recall(course: Course, readings: readonly Reading[]): void {
  for (const reading of readings) {
    passEdges(course, Math.min(reading.at, course.at));
    hear(course, reading);
  }
  passEdges(course, course.at);
}

/** Moves on to `untilMs` through readings that are sorted by their completion. What is dated later is taken as of then. */
export function advance(course: Course, readings: readonly Reading[], untilMs: number): void {
  let next = 0;
  while (next < readings.length) {
    const at = Math.max(course.at, Math.min(readings[next]?.at ?? untilMs, untilMs));
    runClock(course, at);
    passEdges(course, at);
    for (; next < readings.length; next += 1) {
      const reading = readings[next];
      if (reading === undefined || Math.min(reading.at, untilMs) > at) break;
      hear(course, reading);
    }
    settle(course, at);
  }
  runClock(course, untilMs);
  passEdges(course, untilMs);
  const isDue = course.nextClockAt === untilMs;
  course.at = Math.max(course.at, untilMs);
  if (isDue) settle(course, untilMs);
}

/** Decides as of `at` from what is known. Doing it twice changes nothing. */
export function settle(course: Course, at: number): void {
  const { rules } = course;
  course.at = at;
  const tally = tallyVotes(course.standings, at, rules);
  // Of a monthly job no reading may be left; its absence would have been one.
  const isMute = !rules.confirms && tally.voting === 0;
  const voted = isMute ? course.raw : countVotes(course.raw, tally, rules.quorum);
  const raw = voted === "down" && course.raw !== "down" && at < rules.graceEndsAt ? course.raw : voted;
  const before = { raw: course.raw, shown: course.shown };
  const flips = course.window === null ? addFlip(course, raw, at) : NONE;
  const shown = overlay(course, { raw, flips, at });
  course.flips = before.shown === "flapping" && shown !== "flapping" ? NONE : flips;
  if (raw === before.raw && shown === before.shown) return;

  course.raw = raw;
  course.shown = shown;
  course.nextClockAt = Number.NEGATIVE_INFINITY;
  course.steps.push({
    at,
    from: before.shown,
    to: shown,
    raw,
    reason: describeStep(course, { at, before, tally, flips }),
    readings: listDeciding(course, at),
    firstFailedAt: shown === "down" || shown === "flapping" ? findFirstFailure(course, flips) : null,
  });
}

const NONE: readonly number[] = [];

/** Maintenance hides everything; flapping hides what the target does. */
function overlay(course: Course, next: { raw: RawVerdict; flips: readonly number[]; at: number }): Verdict {
  if (course.window !== null) return "maintenance";
  return isFlapping(course, next) ? "flapping" : next.raw;
}

/** Every moment before `limitMs` at which time alone may change something. */
function runClock(course: Course, limitMs: number): void {
  while (course.nextClockAt < limitMs) {
    const at = findNextClock(course);
    course.nextClockAt = at;
    if (at >= limitMs) return;
    passEdges(course, at);
    settle(course, at);
  }
}

/** The next moment after `course.at`: an edge, a silence, the end of the grace or of flapping. */
export function findNextClock(course: Course): number {
  const { rules } = course;
  let next = course.edges[course.nextEdge] ?? Number.POSITIVE_INFINITY;
  if (course.at < rules.graceEndsAt) next = Math.min(next, rules.graceEndsAt);
  const calmAt = findCalm(course);
  if (calmAt > course.at) next = Math.min(next, calmAt);
  for (const standing of course.standings) {
    if (isVoting(standing, course.at, rules)) next = Math.min(next, standing.newestAt + rules.reportingMs);
  }
  return next;
}

function findCalm({ shown, flips, rules: { flapping } }: Course): number {
  const last = flips.at(-1);
  const isOn = shown === "flapping" && flapping !== null && last !== undefined;
  return isOn ? last + flapping.calmMs : Number.POSITIVE_INFINITY;
}

/** A reading of a sick region, or of one that is not asked any more, has no vote. */
function hear(course: Course, reading: Reading): void {
  const standing = course.byRegion.get(reading.region);
  if (standing === undefined || standing.isSick) return;
  addReading(standing, reading, course.rules);
  course.nextClockAt = Math.min(course.nextClockAt, reading.at + course.rules.reportingMs);
}

function passEdges(course: Course, untilMs: number): void {
  for (;;) {
    const edge = course.edges[course.nextEdge] ?? Number.POSITIVE_INFINITY;
    if (edge > untilMs) return;
    course.nextEdge += 1;
    passEdge(course, edge);
  }
}

function passEdge(course: Course, edge: number): void {
  course.window = course.windows.find((window) => isWithin(window, edge))?.name ?? null;
  for (const standing of course.standings) {
    standing.isSick = course.faults.some(
      (fault) => fault.region === standing.region && isWithin(fault, edge),
    );
    if (standing.isSick) forget(standing);
  }
}

function isWithin({ fromMs, toMs }: Span, at: number): boolean {
  return fromMs <= at && (toMs === null || at < toMs);
}

function listEdges(spans: readonly Span[]): number[] {
  const edges = spans.flatMap(({ fromMs, toMs }) => (toMs === null ? [fromMs] : [fromMs, toMs]));
  return [...new Set(edges)].sort((a, b) => a - b);
}

/** The readings of those that made the verdict what it is; where it only lasts, because too few disagree, of all. */
function listDeciding(course: Course, at: number): Reading[] {
  const { rules, raw } = course;
  const { failures } = tallyVotes(course.standings, at, rules);
  const voting = course.standings.filter((standing) => isVoting(standing, at, rules));
  const count = raw === "up" ? rules.successes : failures;
  const runOf = (standing: RegionStanding) =>
    raw === "up" ? standing.answered : raw === "down" ? standing.failed : standing.poor;
  const deciding = voting.filter((standing) => runOf(standing) >= count);
  if (raw === "unknown") return [];
  if (deciding.length > 0) return deciding.flatMap((standing) => newestOf(standing, count));
  return voting.flatMap((standing) => newestOf(standing, 1));
}

function findFirstFailure(course: Course, flips: readonly number[]): number | null {
  const failing = course.standings.filter((standing) => standing.failed > 0).map(failingSince);
  return failing.length > 0 ? Math.min(...failing) : (flips[0] ?? null);
}
