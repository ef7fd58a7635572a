import { Temporal } from "temporal-polyfill";
import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import { listOccurrences } from "./list-occurrences.ts";
import { parseRule } from "./recurrence-rule.ts";

const YEAR_MS = 366 * 86_400_000;
/** Nearly every rule answers in its first year; 29 February of a Monday takes 40. */
const YEARS_AHEAD = [1, 9, 40];

/** The field of the timing that is wrong, with what to do about it. */
export type TimingProblem = { field: "rule" | "startsLocal" | "endsAt"; message: string };

/** Whether a window can ever happen from now on; the contract has checked its shape. Null: it can. */
export function checkTiming(timing: MaintenanceTiming, nowMs: number): TimingProblem | null {
  if (timing.kind === "hook") return null;
  if (timing.kind === "once") {
    return timing.endsAt > nowMs ? null : { field: "endsAt", message: "It would be over already." };
  }
  const parsed = parseRule(timing.rule);
  if (parsed.kind === "wrong") return { field: "rule", message: parsed.message };
  const start = readLocal(timing.startsLocal);
  if (start === null) return { field: "startsLocal", message: "There is no such date and time." };
  if (start.year < 2000 || start.year > 2100) {
    return { field: "startsLocal", message: "Give a year from 2000 to 2100." };
  }
  const fromMs = Math.max(nowMs, start.toZonedDateTime("UTC").epochMilliseconds - YEAR_MS);
  const happens = YEARS_AHEAD.some(
    (years) => listOccurrences(timing, { fromMs, toMs: fromMs + (years + 1) * YEAR_MS }, 1).length > 0,
  );
  if (happens) return null;
  return { field: "rule", message: "By this rule it never happens again. Look at its days and its end." };
}

function readLocal(text: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch {
    // RangeError is how Temporal says no.
    return null;
  }
}
