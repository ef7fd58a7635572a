import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import { parseRule, type RecurrenceRule, type RuleMoment } from "./recurrence-rule.ts";

/** [startsAt, endsAt), epoch ms. */
export type Occurrence = { startsAt: number; endsAt: number };
export type Recurring = Extract<MaintenanceTiming, { kind: "recurring" }>;

const DAY_MS = 86_400_000;
/** More than a clock is ever moved at once, in either direction. */
const SHIFT_MS = 2 * DAY_MS;
/** Days from the first start that may be looked at: a century. A longer search is a rule that never comes true. */
const MAX_STEPS = 40_000;

/**
 * The occurrences that touch [fromMs, toMs), in order, `limit` at most. A rule that cannot be read has none: `checkTiming`
 * says why.
 */
export function listOccurrences(
  timing: MaintenanceTiming,
  span: { fromMs: number; toMs: number },
  limit: number,
): Occurrence[] {
  if (timing.kind === "hook") return [];
  if (timing.kind === "once") {
    const { startsAt, endsAt } = timing;
    return touches({ startsAt, endsAt }, span) ? [{ startsAt, endsAt }] : [];
  }
  const parsed = parseRule(timing.rule);
  if (parsed.kind === "wrong") return [];
  const durationMs = timing.durationMin * 60_000;
  const found: Occurrence[] = [];
  for (const wall of listWallTimes(timing, parsed.rule, { ...span, fromMs: span.fromMs - durationMs })) {
    const startsAt = startOfWall(wall, timing.zone);
    if (isExcluded(parsed.rule, { wall, startsAt })) continue;
    const occurrence = { startsAt, endsAt: startsAt + durationMs };
    // Two skipped starts can fall on one moment, where a zone skips a whole day.
    if (!touches(occurrence, span) || found.at(-1)?.startsAt === startsAt) continue;
    found.push(occurrence);
    if (found.length === limit) break;
  }
  return found;
}

function touches({ startsAt, endsAt }: Occurrence, { fromMs, toMs }: { fromMs: number; toMs: number }) {
  return startsAt < toMs && endsAt > fromMs;
}

/** The moment at which a wall clock shows this: the first of two, or the first moment after a gap. */
export function startOfWall(wall: Temporal.PlainDateTime, zone: string): number {
  const shown = wall.toZonedDateTime(zone, { disambiguation: "compatible" });
  if (shown.toPlainDateTime().equals(wall)) return shown.epochMilliseconds;
  const before = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  return before.getTimeZoneTransition("next")?.epochMilliseconds ?? shown.epochMilliseconds;
}

/**
 * The rule is expanded on a clock without zones, so that a start the clock skips is moved and not lost. Wider than the
 * span by what a zone can be away from UTC.
 */
function listWallTimes(
  timing: Recurring,
  rule: RecurrenceRule,
  span: { fromMs: number; toMs: number },
): Temporal.PlainDateTime[] {
  const first = Temporal.PlainDateTime.from(timing.startsLocal);
  const from = Math.max(span.fromMs - SHIFT_MS, first.toZonedDateTime("UTC").epochMilliseconds);
  const to = span.toMs + SHIFT_MS;
  if (to < from) return [];
  const dtstart = (rule.count === null ? advance(first, rule, from) : first).toZonedDateTime("UTC");
  const expanded = new RRuleTemporal({
    temporal: Temporal,
    dtstart,
    freq: rule.freq,
    interval: rule.interval,
    ...(rule.count === null ? {} : { count: rule.count }),
    ...listParts(rule),
    wkst: rule.weekStart,
    maxIterations: MAX_STEPS,
  });
  return expanded.between(new Date(from), new Date(to), true).map((moment) => moment.toPlainDateTime());
}

/** Whole steps towards the span, so that a rule that is years old costs no more than a new one. */
function advance(
  first: Temporal.PlainDateTime,
  rule: RecurrenceRule,
  fromMs: number,
): Temporal.PlainDateTime {
  if (rule.freq !== "DAILY" && rule.freq !== "WEEKLY") return first;
  const stepDays = rule.interval * (rule.freq === "WEEKLY" ? 7 : 1);
  const passed = (fromMs - first.toZonedDateTime("UTC").epochMilliseconds) / (stepDays * DAY_MS);
  return first.add({ days: Math.max(0, Math.floor(passed) - 1) * stepDays });
}

function listParts(rule: RecurrenceRule) {
  const days = rule.byDay.map(({ ordinal, day }) => `${ordinal ?? ""}${day}`);
  return {
    ...(days.length > 0 && { byDay: days }),
    ...(rule.byMonthDay.length > 0 && { byMonthDay: rule.byMonthDay }),
    ...(rule.byMonth.length > 0 && { byMonth: rule.byMonth }),
    ...(rule.byYearDay.length > 0 && { byYearDay: rule.byYearDay }),
    ...(rule.byWeekNo.length > 0 && { byWeekNo: rule.byWeekNo }),
    ...(rule.bySetPos.length > 0 && { bySetPos: rule.bySetPos }),
  };
}

type Start = { wall: Temporal.PlainDateTime; startsAt: number };

function isExcluded(rule: RecurrenceRule, start: Start): boolean {
  if (rule.until !== null && isAfter(start, rule.until)) return true;
  return rule.excluded.some((moment) => isAt(start, moment));
}

/** A date without a time means the whole day. */
function isAfter({ wall, startsAt }: Start, until: RuleMoment): boolean {
  if (until.kind === "moment") return startsAt > until.at;
  return wall.toString().slice(0, until.text.length) > until.text;
}

function isAt({ wall, startsAt }: Start, excluded: RuleMoment): boolean {
  if (excluded.kind === "moment") return startsAt === excluded.at;
  return wall.toString().slice(0, excluded.text.length) === excluded.text;
}
