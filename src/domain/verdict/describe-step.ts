import type { Verdict } from "#contracts/verdict.ts";
import type { Course } from "./course.ts";
import { countOf, describeDuration } from "./describe-quantity.ts";
import { describeTally } from "./describe-tally.ts";
import type { RawVerdict } from "./judgement.ts";
import type { Tally } from "./quorum.ts";

type Change = {
  at: number;
  before: { raw: RawVerdict; shown: Verdict };
  tally: Tally;
  flips: readonly number[];
};

/** Why the verdict changed, or why what changed is not shown. `course` is already past the change. */
export function describeStep(course: Course, change: Change): string {
  const { before } = change;
  const why = describeTally(course, change);
  if (course.shown === "maintenance") return describeMaintenance(course, before, why);
  if (course.shown === "flapping") return describeFlapping(course, change, why);
  if (before.shown === "maintenance") return `Maintenance is over: ${why}`;
  if (before.shown === "flapping") return `${describeCalm(course)}: ${why}`;
  if (course.raw === "down" && course.rules.graceMs > 0 && change.at === course.rules.graceEndsAt) {
    return `The grace of ${describeDuration(course.rules.graceMs)} is over: ${why}`;
  }
  return why;
}

function describeMaintenance(course: Course, before: Change["before"], why: string): string {
  const name = course.window === null ? "Maintenance" : `Maintenance “${course.window}”`;
  if (before.shown !== "maintenance") return `${name} began; nobody is told until it is over.`;
  return `${why} Nobody was told because of ${name.replace("M", "m")}.`;
}

function describeFlapping(course: Course, change: Change, why: string): string {
  const { flapping } = course.rules;
  if (change.before.shown === "flapping" || flapping === null) {
    return `${why} Nobody was told again because it is flapping.`;
  }
  const span = describeDuration(flapping.windowMs);
  return `It went down or came back ${countOf(change.flips.length, "time")} within ${span}, at last so: ${why}`;
}

function describeCalm({ rules }: Course): string {
  return rules.flapping === null
    ? "Flapping is not looked for any more"
    : `No change for ${describeDuration(rules.flapping.calmMs)}`;
}
