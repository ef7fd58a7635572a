import type { DayRecord } from "#contracts/sla-report.ts";
import { uniteSpans } from "../uptime/report-uptime.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Segment, SegmentKind } from "./measure-segments.ts";
import { segmentsOf, type Timeline, withMaintenance } from "./segments-of.ts";

export const DAY_MS = 86_400_000;

type DayFacts = {
  monitor: string;
  dayMs: number;
  seq: number;
  corrects: number | null;
  timeline: Timeline;
  /** Nothing is known from then on; null: the day is over. */
  knownToMs: number | null;
  checks: DayRecord["checks"];
};

/** What is known of one UTC day of one monitor, ready to be sealed. */
export function makeDayRecord(facts: DayFacts): DayRecord {
  const { monitor, dayMs, seq, corrects, checks } = facts;
  const day = { fromMs: dayMs, toMs: dayMs + DAY_MS };
  const timeline = endAt(facts.timeline, facts.knownToMs);
  const states = statesOf(segmentsOf(timeline, day, false), dayMs);
  const maintenance = uniteSpans(timeline.maintenance, day).map(({ fromMs, toMs }): [number, number] => [
    fromMs - dayMs,
    toMs - dayMs,
  ]);
  const written = { states, maintenance };
  return {
    v: 1,
    monitor,
    day: new Date(dayMs).toISOString().slice(0, 10),
    seq,
    corrects,
    ...written,
    ms: sumDay(written),
    checks,
  };
}

export function writeDay(record: DayRecord): string {
  return canonicalJson(record);
}

/** Whether two records say the same of the day, wherever they stand in the chain. */
export function isSameDay(a: DayRecord, b: DayRecord): boolean {
  const bare = (record: DayRecord) => canonicalJson({ ...record, seq: 0, corrects: null });
  return bare(a) === bare(b);
}

export function dayStartOf(record: Pick<DayRecord, "day">): number {
  return Date.parse(`${record.day}T00:00:00Z`);
}

/** The whole day in parts. */
export function segmentsOfRecord(record: DayRecord, excludeMaintenance: boolean): Segment[] {
  const dayMs = dayStartOf(record);
  const segments = record.states.map(([offsetMs, kind], index): Segment => {
    const endMs = record.states[index + 1]?.[0] ?? DAY_MS;
    return { kind, fromMs: dayMs + offsetMs, toMs: dayMs + endMs };
  });
  if (!excludeMaintenance) return segments;
  const spans = record.maintenance.map(([fromMs, toMs]) => ({ fromMs: dayMs + fromMs, toMs: dayMs + toMs }));
  return withMaintenance(segments, spans);
}

/** What `ms` of a record must be. */
export function sumDay(written: Pick<DayRecord, "states" | "maintenance">): DayRecord["ms"] {
  const ms: Record<SegmentKind, number> = { up: 0, down: 0, unknown: 0, absent: 0, maintenance: 0 };
  const record = { ...written, day: "1970-01-01" } as DayRecord;
  for (const { kind, fromMs, toMs } of segmentsOfRecord(record, true)) ms[kind] += toMs - fromMs;
  return ms;
}

function endAt(timeline: Timeline, knownToMs: number | null): Timeline {
  if (knownToMs === null) return timeline;
  const steps = timeline.steps.filter(({ at }) => at < knownToMs);
  return { ...timeline, steps: [...steps, { at: knownToMs, raw: "unknown" }] };
}

function statesOf(segments: readonly Segment[], dayMs: number): DayRecord["states"] {
  const states: DayRecord["states"] = [];
  for (const { kind, fromMs } of segments) {
    if (kind === "maintenance" || states.at(-1)?.[1] === kind) continue;
    states.push([fromMs - dayMs, kind]);
  }
  return states;
}
