import type { Course } from "./course.ts";
import { describeOutcome } from "./describe-failures.ts";
import { countOf, describeDuration, describeTimes } from "./describe-quantity.ts";
import type { RegionAdvisory } from "./judgement.ts";
import { type Tally, tallyVotes, votesForDown } from "./quorum.ts";
import { failingSince, isVoting, type RegionStanding } from "./region-standing.ts";

/** The regions that fail while the monitor is not shown as down, each with why nobody was told. */
export function listAdvisories(course: Course, at: number): RegionAdvisory[] {
  if (course.shown === "down") return [];
  const tally = tallyVotes(course.standings, at, course.rules);
  if (tally.failing === 0) return [];
  const because = describeSilence(course, tally, at);
  return course.standings
    .filter((standing) => isVoting(standing, at, course.rules) && standing.failed >= tally.failures)
    .map((standing) => ({
      region: standing.region,
      since: failingSince(standing),
      reason: `${describeRegion(standing, tally)} Nobody was told, because ${because}.`,
    }));
}

function describeRegion(standing: RegionStanding, { failures }: Tally): string {
  const outcome = standing.recent.at(-1)?.outcome ?? "ok";
  const often = failures === 1 ? "" : ` ${describeTimes(failures)} in a row`;
  return `${standing.region} failed${often}: ${describeOutcome(outcome)}.`;
}

/** The end of "Nobody was told, because …". */
function describeSilence(course: Course, tally: Tally, at: number): string {
  const { rules } = course;
  if (course.window !== null) return `maintenance “${course.window}” is under way`;
  if (course.shown === "flapping") return "it is flapping, and that has been told";
  const needed = votesForDown(rules.quorum, tally.voting);
  if (tally.failing >= needed && at < rules.graceEndsAt) {
    return `the grace of ${describeDuration(rules.graceMs)} after its beginning is not over`;
  }
  return `${needed} of ${countOf(tally.voting, "healthy region")} must agree and only ${tally.failing} ${tally.failing === 1 ? "does" : "do"}`;
}
