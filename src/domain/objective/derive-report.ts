import { DayRecord, type ReportChain, type SlaReport } from "#contracts/sla-report.ts";
import type { Window } from "../uptime/report-uptime.ts";
import { countedSpans } from "./counted-spans.ts";
import { DAY_MS, dayStartOf, segmentsOfRecord } from "./day-record.ts";
import { describeMethod } from "./describe-method.ts";
import { budgetOf, cutPercent, meetsTarget } from "./error-budget.ts";
import { measureSegments, type Segment, type Spent } from "./measure-segments.ts";
import { intersectSpans } from "./span-sets.ts";

/** What a report is computed from. */
export type ReportFacts = Pick<SlaReport, "objective" | "period" | "exclusions" | "chains">;
/** What follows from it: whoever has the facts gets the same. */
export type Derived = Pick<SlaReport, "method" | "counted" | "result" | "days"> & {
  monitors: Omit<SlaReport["monitors"][number], "name">[];
  anchorText: string;
};

export const NO_LINK = "0".repeat(64);

/** Throws where a day is no DayRecord. */
export function deriveReport(facts: ReportFacts): Derived {
  const { objective, period, exclusions, chains } = facts;
  const counted = countedSpans({ ...objective, exclusions }, period);
  const days = chains.map((chain) => daysOf(chain, period));
  const members = days.map((records) =>
    records.flatMap((record) => segmentsOfRecord(record, objective.excludeMaintenance)),
  );
  const monitors = chains.map((chain, index) => ({
    id: chain.monitor,
    ...withPercent(measureSegments([members[index] ?? []], "average", counted)),
    checks: sumChecks(days[index] ?? []),
    seq: chain.links.at(-1)?.seq ?? 0,
    anchor: chain.links.at(-1)?.hash ?? NO_LINK,
  }));
  return {
    method: describeMethod(objective),
    counted: counted.map(({ fromMs, toMs }): [number, number] => [fromMs, toMs]),
    result: resultOf(measureSegments(members, objective.counting, counted), objective.targetMilli),
    monitors,
    days: listDays(facts, { members, counted }),
    anchorText: monitors.map(({ id, seq, anchor }) => `${id} ${seq} ${anchor}\n`).join(""),
  };
}

/** Of each UTC day that the period touches the last word: a sealed link, or what was known of a day that was not over. */
export function daysOf(chain: ReportChain, period: Window): DayRecord[] {
  const byDay = new Map<number, DayRecord>();
  for (const body of [...chain.open, ...chain.links.map((link) => link.body)]) {
    const record = DayRecord.parse(JSON.parse(body));
    const dayMs = dayStartOf(record);
    if (dayMs < period.toMs && dayMs + DAY_MS > period.fromMs) byDay.set(dayMs, record);
  }
  return [...byDay].sort(([a], [b]) => a - b).map(([, record]) => record);
}

export function listUtcDays(period: Window): number[] {
  const days: number[] = [];
  for (let at = Math.floor(period.fromMs / DAY_MS) * DAY_MS; at < period.toMs; at += DAY_MS) days.push(at);
  return days;
}

function listDays(
  { objective, period }: ReportFacts,
  { members, counted }: { members: readonly Segment[][]; counted: readonly Window[] },
): SlaReport["days"] {
  return listUtcDays(period).map((dayMs) => {
    const day = { fromMs: dayMs, toMs: dayMs + DAY_MS };
    const touching = members.map((segments) =>
      segments.filter((segment) => segment.fromMs < day.toMs && segment.toMs > day.fromMs),
    );
    const spent = measureSegments(touching, objective.counting, intersectSpans(counted, [day]));
    return { day: new Date(dayMs).toISOString().slice(0, 10), ...withPercent(spent) };
  });
}

function resultOf(spent: Spent, targetMilli: number): SlaReport["result"] {
  const knownMs = spent.upMs + spent.downMs;
  return {
    ...withPercent(spent),
    coverage: cutPercent(knownMs, knownMs + spent.unknownMs),
    met: meetsTarget(spent, targetMilli),
    budgetMs: budgetOf(knownMs, targetMilli),
  };
}

function withPercent(spent: Spent) {
  return { ...spent, percent: cutPercent(spent.upMs, spent.upMs + spent.downMs) };
}

function sumChecks(records: readonly DayRecord[]) {
  const sum = { expected: 0, ok: 0, failed: 0, internal: 0 };
  for (const counts of records.flatMap(({ checks }) => Object.values(checks))) {
    sum.expected += counts.expected;
    sum.ok += counts.ok;
    sum.failed += counts.failed;
    sum.internal += counts.internal;
  }
  return sum;
}
