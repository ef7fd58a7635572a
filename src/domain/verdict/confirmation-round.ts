import type { Course } from "./course.ts";
import type { MissingReading, Reading, VerdictMemory } from "./judgement.ts";
import { failuresNeeded } from "./quorum.ts";
import { isVoting, type RegionStanding } from "./region-standing.ts";

/** A round has this long for itself; what is seen meanwhile asks for no other. */
const ROUND_MS = 10_000;
/** Enough for any verdict that is to be had sooner than by the next slots. */
const MAX_JOBS_PER_REGION = 10;
const SPACING_MS = 1_000;
/** With nobody else to ask, time has to stand in for other eyes. */
const LONELY_FIRST_MS = 2_000;
const LONELY_SPACING_MS = 3_000;

type Round = NonNullable<VerdictMemory["round"]>;
type Asking = {
  memory: VerdictMemory;
  nowMs: number;
  readings: readonly Reading[];
  missing: readonly MissingReading[];
  /** When the raw verdict changed last in this judgement, held changes too; null: it did not. */
  changedAt: number | null;
};

/** The checks to ask for when a reading contradicts the verdict; null: none is needed. `course` is at `nowMs`. */
export function planRound(course: Course, asking: Asking): Round | null {
  const { round } = asking.memory;
  const { nowMs } = asking;
  if (!course.rules.confirms || course.window !== null || nowMs < course.rules.graceEndsAt) return null;
  if (round !== null && nowMs < round.at + ROUND_MS) return null;
  const voting = countVoting(course, nowMs);
  const silence = findSilence(course, asking);
  const first = course.standings.find(
    (standing) =>
      isVoting(standing, nowMs, course.rules) &&
      isNews(standing, asking, silence) &&
      (silence !== null ? isOpposed(course, standing) : isContradicting(course, standing, voting)),
  );
  if (first === undefined) return null;
  const asked = listJobs(course, first, asking);
  return asked.length === 0 ? null : { at: nowMs, asked };
}

/** What led to the present verdict, or was asked for by the last round, contradicts nothing. */
function isNews(
  { newestAt }: RegionStanding,
  { memory, changedAt }: Asking,
  silence: { fromMs: number } | null,
): boolean {
  if (memory.round !== null && newestAt < memory.round.at + ROUND_MS) return false;
  const fromMs = silence?.fromMs ?? memory.at;
  return newestAt > Math.max(fromMs, changedAt ?? fromMs);
}

/** A maintenance or grace that is over since the last judgement: what was seen in it has asked nobody yet. */
function findSilence({ windows, rules }: Course, { memory, nowMs }: Asking): { fromMs: number } | null {
  const grace = { fromMs: rules.graceEndsAt - rules.graceMs, toMs: rules.graceEndsAt };
  const over = [...windows, grace].filter(
    ({ toMs, fromMs }) => toMs !== null && fromMs < toMs && memory.at < toMs && toMs <= nowMs,
  );
  if (over.length === 0) return null;
  return { fromMs: Math.min(...over.map(({ fromMs }) => fromMs)) };
}

function isOpposed(course: Course, standing: RegionStanding): boolean {
  return (course.raw === "down" ? standing.answered : standing.failed) > 0;
}

/** A region whose mind is made up has said all it can. */
function isContradicting(course: Course, standing: RegionStanding, voting: number): boolean {
  const run = course.raw === "down" ? standing.answered : standing.failed;
  const needed = course.raw === "down" ? course.rules.successes : failuresNeeded(course.rules, voting);
  return run >= 1 && run <= Math.max(1, needed - 1);
}

function countVoting(course: Course, nowMs: number): number {
  return course.standings.filter((standing) => isVoting(standing, nowMs, course.rules)).length;
}

function listJobs(course: Course, first: RegionStanding, asking: Asking): Round["asked"] {
  const taken = new Set([...asking.readings, ...asking.missing].map(nameOf));
  const voting = countVoting(course, asking.nowMs);
  const asked: Round["asked"] = [];
  for (const standing of course.standings) {
    if (standing.isSick) continue;
    const isLonely = standing === first && voting === 1 && course.raw !== "down";
    for (const afterMs of listDelays(countWanted(course, standing, voting), {
      isFirst: standing === first,
      isLonely,
    })) {
      const job = { region: standing.region, scheduledAt: Math.ceil(asking.nowMs) + afterMs };
      while (taken.has(nameOf(job))) job.scheduledAt += 1;
      taken.add(nameOf(job));
      asked.push(job);
    }
  }
  return asked;
}

/** How many readings the region still lacks to have an opinion. */
function countWanted(course: Course, standing: RegionStanding, voting: number): number {
  const { rules } = course;
  if (course.raw === "down") return rules.successes - standing.answered;
  return (
    (standing.failed > 0 && voting === 1 ? failuresNeeded(rules, voting) : rules.failures) - standing.failed
  );
}

function listDelays(count: number, { isFirst, isLonely }: { isFirst: boolean; isLonely: boolean }): number[] {
  const firstMs = isFirst ? SPACING_MS : 0;
  return Array.from({ length: Math.max(0, Math.min(count, MAX_JOBS_PER_REGION)) }, (_, index) =>
    isLonely ? LONELY_FIRST_MS + index * LONELY_SPACING_MS : firstMs + index * SPACING_MS,
  );
}

function nameOf({ region, scheduledAt }: { region: string; scheduledAt: number }): string {
  return `${region} ${scheduledAt}`;
}
