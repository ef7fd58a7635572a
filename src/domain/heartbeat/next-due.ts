import { Cron } from "croner";
import type { HeartbeatTiming } from "#contracts/checks/heartbeat.ts";

type CronTiming = Extract<HeartbeatTiming, { type: "cron" }>;

/**
 * The first expected moment after `afterMs` (epoch ms); null: there is none any more. A wall-clock time that a zone skips
 * is expected as long after midnight as on other days, one that it has twice at the first; a repeated hour of a job that
 * runs more often than hourly counts twice, as crons do it.
 */
export function nextDue(timing: HeartbeatTiming, afterMs: number): number | null {
  if (timing.type === "period") return afterMs + timing.periodSec * 1000;
  return parse(timing).nextRun(new Date(afterMs))?.getTime() ?? null;
}

/** The newest expected moment up to `untilMs` of a cron expression; null: there was none. */
export function lastDue(timing: CronTiming, untilMs: number): number | null {
  // What lies at the reference itself is not before it.
  const [last] = parse(timing).previousRuns(1, new Date(Math.floor(untilMs / 1000) * 1000 + 1000));
  return last?.getTime() ?? null;
}

/** Why nothing can be expected by it, as a sentence; null when it is fine. */
export function explainTiming(timing: HeartbeatTiming, nowMs: number): string | null {
  if (timing.type === "period") return null;
  try {
    new Intl.DateTimeFormat("en", { timeZone: timing.zone });
  } catch (error) {
    if (error instanceof RangeError) return `${timing.zone} is no IANA time zone, such as Europe/Berlin.`;
    throw error;
  }
  try {
    if (nextDue(timing, nowMs) !== null) return null;
  } catch {
    return `${timing.expression} is no cron expression of five fields, such as 0 3 * * *.`;
  }
  return `${timing.expression} never comes.`;
}

function parse({ expression, zone }: CronTiming): Cron {
  return new Cron(expression, { timezone: zone, paused: true, mode: "5-part" });
}
