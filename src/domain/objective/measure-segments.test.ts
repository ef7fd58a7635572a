import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test, vi } from "vitest";
import type { CountedHours, Counting } from "#contracts/objective.ts";
import { uniteSpans, type Window } from "../uptime/report-uptime.ts";
import { countedSpans } from "./counted-spans.ts";
import { measureSegments, type SegmentKind, type Spent } from "./measure-segments.ts";
import { segmentsOf, type Timeline } from "./segments-of.ts";

/** Others may share the machine. */
vi.setConfig({ testTimeout: 60_000 });

const CELL_MS = 15 * 60_000;
/** Clocks of Berlin go back on 25 October and forward on 29 March. */
const STARTS = [Date.UTC(2026, 9, 23, 22), Date.UTC(2026, 2, 27, 23), Date.UTC(2026, 5, 1)];
const CELLS = 5 * 96;
const ZONES = ["Europe/Berlin", "America/New_York", "UTC", "Australia/Lord_Howe"];

const cell = fc.integer({ min: -40, max: CELLS + 40 });
const span = fc.tuple(cell, cell).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const quarter = fc.integer({ min: 0, max: 95 }).map((at) => {
  const [hour, minute] = [Math.floor(at / 4), (at % 4) * 15];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
});
const hours = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: quarter,
  to: quarter,
});
const member: fc.Arbitrary<MemberOf> = fc.record({
  steps: fc.array(
    fc.record({
      at: cell,
      raw: fc.constantFrom("up" as const, "down" as const, "unknown" as const, "degraded" as const),
    }),
    {
      maxLength: 8,
    },
  ),
  maintenance: fc.array(span, { maxLength: 3 }),
  existsFrom: fc.integer({ min: -40, max: CELLS }),
});

type MemberOf = {
  steps: { at: number; raw: "up" | "down" | "unknown" | "degraded" }[];
  maintenance: { from: number; to: number }[];
  existsFrom: number;
};
type World = {
  start: number;
  zone: string;
  hours: CountedHours | null;
  exclusions: { from: number; to: number }[];
  members: MemberOf[];
  counting: Counting;
  excludeMaintenance: boolean;
  window: { from: number; to: number };
};

const world: fc.Arbitrary<World> = fc.record({
  start: fc.constantFrom(...STARTS),
  zone: fc.constantFrom(...ZONES),
  hours: fc.option(hours, { nil: null }),
  exclusions: fc.array(span, { maxLength: 3 }),
  members: fc.array(member, { maxLength: 4 }),
  counting: fc.constantFrom("any_down", "average"),
  excludeMaintenance: fc.boolean(),
  window: span.map(({ from, to }) => ({ from: Math.max(0, from), to: Math.min(CELLS, Math.max(to, from)) })),
});

/** Looks at the middle of each quarter of an hour: knows nothing of spans, sorting, clipping or lists of hours. */
function countCells(given: World): Spent {
  const spent = { upMs: 0, downMs: 0, unknownMs: 0, maintenanceMs: 0 };
  const openings = openingsOf(given);
  for (let at = given.window.from; at < given.window.to; at += 1) {
    const middle = at + 0.5;
    if (given.exclusions.some(({ from, to }) => from <= middle && middle < to)) continue;
    const atMs = given.start + middle * CELL_MS;
    if (!openings.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)) continue;
    const kinds = given.members.map((one) => kindAt(one, middle, given.excludeMaintenance));
    const seen = given.counting === "average" ? kinds : [worstOf(kinds)];
    for (const kind of seen) if (kind !== "absent") spent[`${kind}Ms`] += CELL_MS;
  }
  return spent;
}

function kindAt(one: MemberOf, at: number, excludeMaintenance: boolean): SegmentKind {
  if (at < one.existsFrom) return "absent";
  if (excludeMaintenance && one.maintenance.some(({ from, to }) => from <= at && at < to))
    return "maintenance";
  const last = one.steps.toSorted((a, b) => a.at - b.at).findLast((step) => step.at <= at)?.raw ?? "unknown";
  return last === "degraded" ? "up" : last;
}

function worstOf(kinds: readonly SegmentKind[]): SegmentKind {
  return (["down", "unknown", "up", "maintenance"] as const).find((kind) => kinds.includes(kind)) ?? "absent";
}

/** By the wall clock itself: an opening that began on a day holds until its end, whatever the clocks did meanwhile. */
function openingsOf({ hours: open, zone, start }: World): Window[] {
  if (open === null) return [{ fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY }];
  const first = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone).toPlainDate();
  return [-2, -1, 0, 1, 2, 3, 4, 5].flatMap((moved) => {
    const day = first.add({ days: moved });
    if (!open.days.includes(day.dayOfWeek)) return [];
    const end = open.to <= open.from ? day.add({ days: 1 }) : day;
    return [{ fromMs: clockMs(day, open.from, zone), toMs: clockMs(end, open.to, zone) }];
  });
}

/** The first moment of the day at which its clock shows that time or a later one. */
function clockMs(day: Temporal.PlainDate, time: string, zone: string): number {
  const midnight = day.toZonedDateTime(zone).epochMilliseconds;
  for (let at = midnight; ; at += CELL_MS) {
    const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    if (!shown.toPlainDate().equals(day)) return at;
    if (shown.toPlainTime().toString({ smallestUnit: "minute" }) >= time) return at;
  }
}

function windowOf(given: { from: number; to: number }, startMs: number): Window {
  return { fromMs: startMs + given.from * CELL_MS, toMs: startMs + given.to * CELL_MS };
}

test("the sum over spans is the count of quarters of an hour, with hours, exclusions, maintenance and changes of the clocks", () => {
  fc.assert(
    fc.property(world, (given) => {
      const window = windowOf(given.window, given.start);
      const exclusions = given.exclusions.map((one) => windowOf(one, given.start));
      const counted = countedSpans({ hours: given.hours, zone: given.zone, exclusions }, window);
      const members = given.members.map((one) => {
        const timeline: Timeline = {
          steps: one.steps.map(({ at, raw }) => ({ at: given.start + at * CELL_MS, raw })),
          maintenance: one.maintenance.map((part) => windowOf(part, given.start)),
          existsFromMs: given.start + one.existsFrom * CELL_MS,
        };
        return segmentsOf(timeline, window, given.excludeMaintenance);
      });
      expect(measureSegments(members, given.counting, counted)).toEqual(countCells(given));
      expect(uniteSpans(counted, window)).toEqual(counted);
    }),
    { numRuns: 200 },
  );
});
