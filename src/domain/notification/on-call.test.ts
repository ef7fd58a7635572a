import fc from "fast-check";
import { expect, test } from "vitest";
import type { Rotation } from "#contracts/escalation.ts";
import { findTurn, listTurns, type OnCallOverride } from "./on-call.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function rotation(change: Partial<Rotation> = {}): Rotation {
  return {
    zone: "Europe/Berlin",
    from: "2027-03-22",
    handover: "09:00",
    days: 7,
    channelIds: ["a", "b"],
    ...change,
  };
}
const moment = (text: string) => Date.parse(text);
const shown = (turn: ReturnType<typeof findTurn>) =>
  turn && [turn.channelId, new Date(turn.startsAt).toISOString(), new Date(turn.endsAt).toISOString()];

test.each<{ name: string; rotation: Rotation; at: string; turn: [string, string, string] | null }>([
  {
    name: "before the first turn nobody is on call",
    rotation: rotation(),
    at: "2027-03-22T07:59:59Z",
    turn: null,
  },
  {
    name: "the first turn begins with the handover, and a week with a jump is an hour shorter",
    rotation: rotation(),
    at: "2027-03-22T08:00:00Z",
    turn: ["a", "2027-03-22T08:00:00.000Z", "2027-03-29T07:00:00.000Z"],
  },
  {
    name: "before the handover of its day the turn before goes on",
    rotation: rotation(),
    at: "2027-03-29T06:59:59Z",
    turn: ["a", "2027-03-22T08:00:00.000Z", "2027-03-29T07:00:00.000Z"],
  },
  {
    name: "the handover is the next one's",
    rotation: rotation(),
    at: "2027-03-29T07:00:00Z",
    turn: ["b", "2027-03-29T07:00:00.000Z", "2027-04-05T07:00:00.000Z"],
  },
  {
    name: "after the last it is the first one's turn again",
    rotation: rotation(),
    at: "2027-04-05T07:00:00Z",
    turn: ["a", "2027-04-05T07:00:00.000Z", "2027-04-12T07:00:00.000Z"],
  },
  {
    name: "a handover that the clocks skip happens after the gap",
    rotation: rotation({ handover: "02:30", days: 1 }),
    at: "2027-03-28T01:00:00Z",
    turn: ["a", "2027-03-28T01:00:00.000Z", "2027-03-29T00:30:00.000Z"],
  },
  {
    name: "a handover that the clocks pass twice happens at the first",
    rotation: rotation({ handover: "02:30", days: 1, from: "2027-10-31" }),
    at: "2027-10-31T01:15:00Z",
    turn: ["a", "2027-10-31T00:30:00.000Z", "2027-11-01T01:30:00.000Z"],
  },
])("$name", ({ rotation: plan, at, turn }) => {
  expect(shown(findTurn({ rotation: plan, overrides: [] }, moment(at)))).toEqual(turn);
});

test("an override stands in from its first moment to its last, and cuts the turn around it", () => {
  const overrides = [
    { channelId: "x", startsAt: moment("2027-03-24T00:00:00Z"), endsAt: moment("2027-03-25T00:00:00Z") },
  ];
  const span = { fromMs: moment("2027-03-20T00:00:00Z"), toMs: moment("2027-04-01T00:00:00Z") };
  expect(listTurns({ rotation: rotation(), overrides }, span).map(shown)).toEqual([
    ["a", "2027-03-22T08:00:00.000Z", "2027-03-24T00:00:00.000Z"],
    ["x", "2027-03-24T00:00:00.000Z", "2027-03-25T00:00:00.000Z"],
    ["a", "2027-03-25T00:00:00.000Z", "2027-03-29T07:00:00.000Z"],
    ["b", "2027-03-29T07:00:00.000Z", "2027-04-05T07:00:00.000Z"],
  ]);
});

test("of two overrides the one that begins last wins, also before the rotation begins", () => {
  const overrides = [
    { channelId: "x", startsAt: moment("2027-03-01T00:00:00Z"), endsAt: moment("2027-03-03T00:00:00Z") },
    { channelId: "y", startsAt: moment("2027-03-02T00:00:00Z"), endsAt: moment("2027-03-02T12:00:00Z") },
  ];
  const span = { fromMs: moment("2027-02-01T00:00:00Z"), toMs: moment("2027-03-04T00:00:00Z") };
  expect(listTurns({ rotation: rotation(), overrides }, span).map(shown)).toEqual([
    ["x", "2027-03-01T00:00:00.000Z", "2027-03-02T00:00:00.000Z"],
    ["y", "2027-03-02T00:00:00.000Z", "2027-03-02T12:00:00.000Z"],
    ["x", "2027-03-02T12:00:00.000Z", "2027-03-03T00:00:00.000Z"],
  ]);
});

const START = Date.UTC(2027, 0, 1);
const plan = fc.record({
  rotation: fc.record({
    zone: fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
    ),
    from: fc.constantFrom("2027-01-01", "2027-03-20", "2027-10-25"),
    handover: fc.constantFrom("00:00", "02:30", "09:00", "23:59"),
    days: fc.integer({ min: 1, max: 28 }),
    channelIds: fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 5 }),
  }),
  overrides: fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 8_000 }), fc.integer({ min: 1, max: 200 }), fc.constantFrom("x", "y"))
      .map(
        ([from, hours, channelId]): OnCallOverride => ({
          channelId,
          startsAt: START + from * HOUR,
          endsAt: START + (from + hours) * HOUR,
        }),
      ),
    { maxLength: 4 },
  ),
});

test("turns follow each other without overlap, and each moment belongs to the turn that is found for it", () => {
  fc.assert(
    fc.property(plan, fc.integer({ min: 0, max: 350 }), (given, day) => {
      const span = { fromMs: START + day * DAY, toMs: START + (day + 20) * DAY };
      const turns = listTurns(given, span);
      for (const [n, turn] of turns.entries()) {
        expect(turn.startsAt).toBeLessThan(turn.endsAt);
        const before = turns[n - 1];
        if (before) expect(before.endsAt).toBeLessThanOrEqual(turn.startsAt);
        for (const at of [turn.startsAt, turn.endsAt - 1]) expect(findTurn(given, at)).toEqual(turn);
      }
      for (let at = span.fromMs; at < span.toMs; at += 17 * HOUR) {
        const covering = turns.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
        expect(covering).toEqual([findTurn(given, at)].filter((turn) => turn !== null));
      }
    }),
    { numRuns: 60, seed: 5 },
  );
});
