import type { ObjectiveInput, ObjectiveWindow } from "#contracts/objective.ts";
import { milliOf, writeMilli } from "./error-budget.ts";

type Counted = Pick<ObjectiveInput, "counting" | "hours" | "zone" | "excludeMaintenance"> & {
  targetMilli: number;
};

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** How an objective is counted, in sentences. They stand in reports, so that a change of wording needs a new version of them. */
export function describeMethod({
  counting,
  hours,
  zone,
  excludeMaintenance,
  targetMilli,
}: Counted): string[] {
  return [
    `The target is ${trim(writeMilli(targetMilli))} % of the counted time.`,
    counting === "any_down"
      ? "The monitors count as one: it is down while any of them is down, and unknown while none is down and any is unknown."
      : "Each monitor's time counts by itself; the result is that of all their times together.",
    hours === null
      ? "All hours count."
      : `Hours that count: ${nameDays(hours.days)}, ${hours.from} to ${hours.to}, by the clocks of ${zone}.`,
    excludeMaintenance ? "Maintenance does not count." : "Maintenance counts like any other time.",
    "The result is the time up divided by the time up and down. A degraded target is up. Time in which nobody knew counts as neither; the coverage says how much was known.",
    "Times are exact to the millisecond. Figures are cut after three decimals, never rounded.",
  ];
}

/** Such as "30 days", for a promise. */
export function nameWindow(window: ObjectiveWindow): string {
  return window.kind === "rolling" ? `${window.days} days` : `each calendar ${window.period}`;
}

/** Such as "99.9". */
export function nameTarget(percent: number): string {
  return trim(writeMilli(milliOf(percent)));
}

function trim(percent: string): string {
  return percent.replace(/\.?0+$/, "");
}

function nameDays(days: readonly number[]): string {
  return days
    .toSorted((a, b) => a - b)
    .map((day) => DAYS[day - 1] ?? "")
    .join(", ");
}
