import fc from "fast-check";
import { expect, test } from "vitest";
import type { QuietHours } from "#contracts/channel.ts";
import { findQuietEnd } from "./quiet-hours.ts";

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Africa/Casablanca",
  "Asia/Tokyo",
  "America/Sao_Paulo",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Asia/Tehran",
];
const MINUTE = 60_000;
const DAYS = [1, 2, 3, 4, 5, 6, 7];

function quiet(change: Partial<QuietHours> = {}): QuietHours {
  return { from: "22:00", to: "07:00", zone: "Europe/Berlin", days: DAYS, exceptCritical: true, ...change };
}

test.each<{ name: string; quietHours: QuietHours; at: string; ends: string | null }>([
  { name: "before it begins", quietHours: quiet(), at: "2027-01-15T20:59:59Z", ends: null },
  {
    name: "at its first moment",
    quietHours: quiet(),
    at: "2027-01-15T21:00:00Z",
    ends: "2027-01-16T06:00:00Z",
  },
  { name: "after midnight", quietHours: quiet(), at: "2027-01-16T02:00:00Z", ends: "2027-01-16T06:00:00Z" },
  { name: "its end belongs to the day", quietHours: quiet(), at: "2027-01-16T06:00:00Z", ends: null },
  {
    name: "the day it begins on counts, not the day it lasts into",
    quietHours: quiet({ days: [5] }),
    at: "2027-01-16T02:00:00Z",
    ends: "2027-01-16T06:00:00Z",
  },
  {
    name: "a day that is not chosen",
    quietHours: quiet({ days: [5] }),
    at: "2027-01-17T02:00:00Z",
    ends: null,
  },
  {
    name: "within a day",
    quietHours: quiet({ from: "12:00", to: "13:30" }),
    at: "2027-01-15T11:30:00Z",
    ends: "2027-01-15T12:30:00Z",
  },
  {
    name: "the same time twice is a whole day",
    quietHours: quiet({ from: "09:00", to: "09:00", days: [5] }),
    at: "2027-01-16T07:59:00Z",
    ends: "2027-01-16T08:00:00Z",
  },
  {
    name: "a night that the clocks shorten",
    quietHours: quiet(),
    at: "2027-03-27T23:00:00Z",
    ends: "2027-03-28T05:00:00Z",
  },
  {
    name: "an end that the clocks skip is the first moment after the gap",
    quietHours: quiet({ to: "02:30" }),
    at: "2027-03-28T00:30:00Z",
    ends: "2027-03-28T01:00:00Z",
  },
  {
    name: "an end that the clocks pass twice is the first",
    quietHours: quiet({ to: "02:30" }),
    at: "2027-10-31T00:29:00Z",
    ends: "2027-10-31T00:30:00Z",
  },
  {
    name: "a gap of half an hour",
    quietHours: quiet({ zone: "Australia/Lord_Howe", to: "02:15" }),
    at: "2027-10-02T15:00:00Z",
    ends: "2027-10-02T15:30:00Z",
  },
])("$name", ({ quietHours, at, ends }) => {
  const end = findQuietEnd(quietHours, Date.parse(at));
  expect(end === null ? null : new Date(end).toISOString().replace(".000", "")).toBe(ends);
});

const formats = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }),
  ]),
);

/** ISO weekday and minute of the day on the wall, by Intl. */
function wallClock(atMs: number, zone: string): { day: number; minute: number } {
  const parts = Object.fromEntries(
    (formats.get(zone)?.formatToParts(atMs) ?? []).map(({ type, value }) => [type, value]),
  );
  const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday ?? "") + 1;
  return { day, minute: Number(parts.hour) * 60 + Number(parts.minute) };
}

function isQuietOnTheWall(quietHours: QuietHours, atMs: number): boolean {
  const { day, minute } = wallClock(atMs, quietHours.zone);
  const [from, to] = [quietHours.from, quietHours.to].map(
    (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
  ) as [number, number];
  const yesterday = day === 1 ? 7 : day - 1;
  if (to > from) return quietHours.days.includes(day) && minute >= from && minute < to;
  return (
    (quietHours.days.includes(day) && minute >= from) || (quietHours.days.includes(yesterday) && minute < to)
  );
}

/** Away from a change of the clocks the wall decides; around one the first of two moments does. */
function isNearAJump(atMs: number, zone: string): boolean {
  const offset = (at: number) => {
    const { day, minute } = wallClock(at, zone);
    return (day * 1_440 + minute - at / MINUTE) % 10_080;
  };
  const offsets = [-26, 0, 26].map(
    (hours) => Math.round(offset(atMs + hours * 60 * MINUTE) + 10_080) % 10_080,
  );
  return new Set(offsets).size > 1;
}

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const quietArbitrary = fc.record({
  from: time,
  to: time,
  zone: fc.constantFrom(...ZONES),
  days: fc.subarray(DAYS, { minLength: 1 }),
  exceptCritical: fc.constant(true),
});
const minuteOf2027 = fc.integer({ min: 0, max: 365 * 1_440 }).map((n) => Date.UTC(2027, 0, 1) + n * MINUTE);

test("in 12 zones it is quiet exactly when the clock on the wall says so, and the end is where it stops", () => {
  let compared = 0;
  fc.assert(
    fc.property(quietArbitrary, minuteOf2027, (quietHours, atMs) => {
      if (isNearAJump(atMs, quietHours.zone)) return;
      compared += 1;
      const end = findQuietEnd(quietHours, atMs);
      expect(end !== null).toBe(isQuietOnTheWall(quietHours, atMs));
      if (end === null) return;
      expect(end).toBeGreaterThan(atMs);
      expect(wallClock(end, quietHours.zone).minute).toBe(
        Number(quietHours.to.slice(0, 2)) * 60 + Number(quietHours.to.slice(3)),
      );
    }),
    { numRuns: 2_000, seed: 3 },
  );
  expect(compared).toBeGreaterThan(1_500);
});

test("an end is always ahead, at most a day and a jump away, also where clocks jump", () => {
  fc.assert(
    fc.property(quietArbitrary, minuteOf2027, (quietHours, atMs) => {
      const end = findQuietEnd(quietHours, atMs);
      if (end !== null) expect(end > atMs && end - atMs <= 26 * 60 * MINUTE).toBe(true);
    }),
    { numRuns: 1_000, seed: 4 },
  );
});
