import type { SlowPhase } from "#contracts/policy.ts";
import type { Outcome } from "#contracts/tick.ts";
import type { Course } from "./course.ts";
import { describeFailures } from "./describe-failures.ts";
import { countOf, describeDuration, describeLatency, describeTimes, joinNames } from "./describe-quantity.ts";
import type { Reading } from "./judgement.ts";
import type { Tally } from "./quorum.ts";
import { failingSince, isVoting, newestOf, type RegionStanding } from "./region-standing.ts";
import { listBroken } from "./slow-limits.ts";

type Sight = { at: number; tally: Tally };

/** What the regions say of the target as a whole, and who of them was not heard. */
export function describeTally(course: Course, sight: Sight): string {
  const { raw } = course;
  if (raw === "unknown") return describeNobody(course, sight);
  const voting = course.standings.filter((standing) => isVoting(standing, sight.at, course.rules));
  if (!course.rules.confirms) return describeInbound(course, sight, voting);
  if (raw === "down") return describeDown(course, sight, voting);
  if (raw === "degraded") return describeDegraded(course, sight, voting);
  const well = voting.filter((standing) => standing.answered >= course.rules.successes);
  const often = course.rules.successes === 1 ? "" : ` ${describeTimes(course.rules.successes)} in a row`;
  return `${describeShare(well, voting)} succeeded${often}.${describeUnheard(course, sight)}`;
}

/** Where no region looks and a job speaks for itself. */
function describeInbound(course: Course, sight: Sight, voting: readonly RegionStanding[]): string {
  const newest = voting[0]?.recent.at(-1);
  if (newest === undefined) return "The job has not been heard of lately.";
  if (newest.outcome !== "ok") {
    const times =
      sight.tally.failures === 1 ? "" : ` It was ${describeTimes(sight.tally.failures)} in a row.`;
    return `${INBOUND[newest.outcome] ?? "The job failed."}${course.raw === "down" ? times : ""}`;
  }
  const [slow] = describeSlow(course, newest);
  if (course.raw === "degraded" && slow !== undefined) return `The run was slow: ${slow}.`;
  return "The job reported success.";
}

const INBOUND: Partial<Record<Outcome, string>> = {
  missed: "The run that was expected has not reported.",
  failed: "The job reported a failure.",
  timeout: "The run has not ended in time.",
  assertion: "What the job sent is not what was asserted.",
};

function describeDown(course: Course, sight: Sight, voting: readonly RegionStanding[]): string {
  const failing = voting.filter((standing) => standing.failed >= sight.tally.failures);
  const rest = describeUnheard(course, sight);
  if (failing.length === 0) return `It was down, and too few regions have succeeded since.${rest}`;
  const what = describeFailures(failing.flatMap((standing) => standing.recent.at(-1) ?? []));
  const often = inARow(sight.tally.failures);
  return `${describeShare(failing, voting)} failed${often}: ${what}.${describeConfirmation(sight, failing)}${rest}`;
}

function describeDegraded(course: Course, sight: Sight, voting: readonly RegionStanding[]): string {
  const poor = voting.filter((standing) => standing.poor >= sight.tally.failures);
  const rest = describeUnheard(course, sight);
  if (poor.length === 0) return `It was slow, and too few regions have been fast since.${rest}`;
  const newest = poor.flatMap((standing) => standing.recent.at(-1) ?? []);
  const failed = newest.filter((reading) => reading.outcome !== "ok");
  const slow = newest.flatMap((reading) => describeSlow(course, reading));
  const what = [...slow, ...(failed.length > 0 ? [describeFailures(failed)] : [])].join("; ");
  return `${describeShare(poor, voting)} ${failed.length > 0 ? "were slow or failed" : wereSlow(poor)}${inARow(sight.tally.failures)}: ${what}.${rest}`;
}

function wereSlow(poor: readonly RegionStanding[]): string {
  return poor.length === 1 ? "was slow" : "were slow";
}

function inARow(count: number): string {
  return count === 1 ? "" : ` ${describeTimes(count)} in a row`;
}

const PHASES: Record<SlowPhase, string> = {
  total: "in all",
  dns: "for DNS",
  connect: "to connect",
  tls: "for TLS",
  ttfb: "to the first byte",
  transfer: "to transfer",
};

function describeSlow(course: Course, reading: Reading): string[] {
  const [broken] = listBroken(reading, course.rules.limits);
  if (broken === undefined) return [];
  const tookUs = reading.phasesUs[broken.phase] ?? 0;
  return [
    `${describeLatency(tookUs)} ${PHASES[broken.phase]} from ${reading.region}, where ${describeLatency(broken.us)} are allowed`,
  ];
}

/** The checks that were asked for because of the first failure. */
function describeConfirmation(sight: Sight, failing: readonly RegionStanding[]): string {
  const deciding = failing.flatMap((standing) => newestOf(standing, sight.tally.failures));
  const asked = deciding.filter((reading) => reading.origin === "confirm").length;
  if (asked === 0) return "";
  const afterMs = sight.at - Math.min(...failing.map(failingSince));
  return ` Confirmed by ${countOf(asked, "extra check")}, ${describeDuration(Math.max(0, afterMs))} after the first failure.`;
}

function describeShare(some: readonly RegionStanding[], all: readonly RegionStanding[]): string {
  const only = all.length === 1 ? all[0] : undefined;
  return only
    ? `The only region with a vote (${only.region})`
    : `${some.length} of ${all.length} healthy regions`;
}

/** " sin1 is sick and has no vote. syd1 has not reported for 90 s." */
function describeUnheard(course: Course, sight: Sight): string {
  const { sick, silent } = listUnheard(course, sight.at);
  const parts: string[] = [];
  if (sick.length > 0)
    parts.push(` ${joinNames(sick)} ${sick.length === 1 ? "is sick and has" : "are sick and have"} no vote.`);
  if (silent.length > 0)
    parts.push(` ${joinNames(silent)} ${silent.length === 1 ? "has" : "have"} not reported lately.`);
  return parts.join("");
}

function describeNobody(course: Course, sight: Sight): string {
  const { sick, silent } = listUnheard(course, sight.at);
  const window = describeDuration(course.rules.reportingMs);
  if (course.standings.length === 0) return "No region checks it.";
  if (sick.length === 0 && silent.length === course.standings.length)
    return `No region has reported for ${window}.`;
  if (silent.length === 0 && sick.length === course.standings.length) {
    return sick.length === 1
      ? `The only region (${sick[0]}) is sick, so nobody can say how the target is.`
      : `All ${sick.length} regions are sick, so nobody can say how the target is.`;
  }
  return `No region has a vote, so nobody can say how the target is.${describeUnheard(course, sight)}`;
}

function listUnheard(course: Course, at: number): { sick: string[]; silent: string[] } {
  const sick = course.standings.filter((standing) => standing.isSick);
  const silent = course.standings.filter(
    (standing) => !standing.isSick && !isVoting(standing, at, course.rules),
  );
  return { sick: sick.map(({ region }) => region), silent: silent.map(({ region }) => region) };
}
