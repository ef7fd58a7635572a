import fc from "fast-check";
import { expect, test } from "vitest";
import type { Assertion, Assertions } from "#contracts/checks/assertion.ts";
import { COMPARISONS, type Comparison } from "#contracts/checks/assertion-sources.ts";
import { judgeAssertions, type Observed } from "./judge-assertions.ts";

function assertionOf(comparison: Comparison, expected = "", change: Partial<Assertion> = {}): Assertion {
  return { source: "body", name: "", comparison, expected, ...change };
}

function judge(assertion: Assertion, observed: Observed) {
  const [result] = judgeAssertions({ match: "all", list: [assertion] }, () => observed).results;
  if (result === undefined) throw new Error("no result");
  return result;
}

test.each<[Comparison, expected: string, observed: Observed, held: boolean]>([
  ["equals", "ok", "ok", true],
  ["equals", "ok", "OK", false],
  ["equals", "1", "1.0", true],
  ["equals", "1e3", 1000, true],
  ["equals", "90071992547409931", "90071992547409930", false],
  ["equals", "", "", true],
  ["equals", "", null, false],
  ["equals", "b", ["a", "b"], true],
  ["notEquals", "b", ["a", "b"], false],
  ["notEquals", "x", null, true],
  ["less", "10", "9", true],
  ["less", "10", 10, false],
  ["less", "10", "nine", false],
  ["less", "10", "", false],
  ["less", "10", null, false],
  ["lessOrEqual", "10", 10, true],
  ["lessOrEqual", "10", 10.5, false],
  ["greater", "-1", "0", true],
  ["greater", "0x10", "20", false],
  ["greaterOrEqual", "2", "2", true],
  ["greaterOrEqual", "2", 1.99, false],
  ["contains", "b", "abc", true],
  ["contains", "d", "abc", false],
  ["contains", "x", null, false],
  ["notContains", "d", "abc", true],
  ["notContains", "d", null, true],
  ["startsWith", "ab", "abc", true],
  ["startsWith", "bc", "abc", false],
  ["endsWith", "bc", "abc", true],
  ["endsWith", "ab", "abc", false],
  ["matches", "^a.c$", "abc", true],
  ["matches", "(?i)B", "abc", true],
  ["matches", "d+", "abc", false],
  ["notMatches", "d+", "abc", true],
  ["notMatches", "b", "abc", false],
  ["exists", "", "", true],
  ["exists", "", null, false],
  ["exists", "", [], false],
  ["notExists", "", null, true],
  ["notExists", "", 0, false],
  ["empty", "", "  ", true],
  ["empty", "", "[]", true],
  ["empty", "", null, true],
  ["empty", "", 0, false],
  ["notEmpty", "", "x", true],
  ["notEmpty", "", null, false],
])("%s %j of %j is %s", (comparison, expected, observed, held) => {
  expect(judge(assertionOf(comparison, expected), observed).held).toBe(held);
});

test("every comparison is in the table of comparisons that can hold and fail", () => {
  const held = new Set<Comparison>();
  const failed = new Set<Comparison>();
  const observations: Observed[] = ["", "1", 0, 2, null, "abc"];
  for (const comparison of COMPARISONS) {
    for (const observed of observations) {
      (judge(assertionOf(comparison, "1"), observed).held ? held : failed).add(comparison);
    }
  }
  expect([held.size, failed.size]).toEqual([COMPARISONS.length, COMPARISONS.length]);
});

test("a result says what was asserted and what was seen", () => {
  const header = assertionOf("contains", "json", { source: "header", name: "content-type" });
  expect(judge(header, "text/html")).toEqual({
    text: 'Header content-type contains "json"',
    observed: "text/html",
    held: false,
  });
  const time = assertionOf("less", "500", { source: "time", name: "total" });
  expect(judge(time, 812.3456)).toEqual({
    text: "Total time is less than 500 ms",
    observed: "812.346 ms",
    held: false,
  });
});

test.each(["time", "daysLeft", "protocol"] as const)("%s that was not measured never holds", (source) => {
  for (const comparison of COMPARISONS) {
    const result = judge(assertionOf(comparison, "5", { source, name: "connect" }), null);
    expect(result).toMatchObject({ held: false, observed: "not seen from here" });
  }
});

test("the message is about the first that counts", () => {
  const body = (expected: string) => assertionOf("contains", expected);
  const either = { match: "any", list: [body("no"), body("fine")] } as const;
  const assertions: Assertions = {
    match: "all",
    list: [{ ...either, list: [...either.list] }, body("missing")],
  };
  const verdict = judgeAssertions(assertions, () => "all fine");
  expect(verdict.held).toBe(false);
  expect(verdict.message).toBe('Expected: Body contains "missing". Saw: all fine.');
  expect(verdict.results.map(({ held }) => held)).toEqual([false, true, false]);
});

test("observed values and sentences stay short", () => {
  const result = judge(assertionOf("equals", "x".repeat(2000)), `${"é\n".repeat(600_000)}`);
  expect(result.observed.length).toBeLessThanOrEqual(200);
  expect(result.text.length).toBeLessThanOrEqual(300);
});

const anyAssertion = fc.record<Assertion>({
  source: fc.constant("body"),
  name: fc.constant(""),
  comparison: fc.constantFrom(...COMPARISONS),
  expected: fc.oneof(fc.constantFrom("", "a", "1", "[", "a+"), fc.string({ maxLength: 5 })),
});
const anyObserved = fc.oneof(
  fc.constant(null),
  fc.double(),
  fc.string({ maxLength: 8 }),
  fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
);

const OPPOSITE: Partial<Record<Comparison, Comparison>> = {
  equals: "notEquals",
  contains: "notContains",
  matches: "notMatches",
  exists: "notExists",
  empty: "notEmpty",
};

test("not all of them is any of their opposites (De Morgan)", () => {
  const positives = fc.constantFrom(...(Object.keys(OPPOSITE) as Comparison[]));
  const list = fc.array(
    fc.tuple(
      positives,
      fc.constantFrom("", "a", "1", "a+"),
      fc.string({ maxLength: 3, unit: "grapheme-ascii" }),
    ),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(list, fc.constantFrom("all" as const, "any" as const), (rows, match) => {
      const seen = rows.map((row) => row[2]);
      const named = (opposite: boolean): Assertion[] =>
        rows.map(([comparison, expected], at) => ({
          source: "json",
          name: String(at),
          comparison: opposite ? (OPPOSITE[comparison] ?? comparison) : comparison,
          expected,
        }));
      const observe = (_source: string, name: string) => seen[Number(name)] ?? null;
      const straight = judgeAssertions({ match, list: named(false) }, observe);
      const other = match === "all" ? "any" : "all";
      const opposite = judgeAssertions({ match: other, list: named(true) }, observe);
      expect(opposite.held).toBe(!straight.held);
    }),
  );
});

test("the order of the assertions does not matter", () => {
  fc.assert(
    fc.property(
      fc.array(anyAssertion, { maxLength: 8 }),
      anyObserved,
      fc.constantFrom("all" as const, "any" as const),
      (list, observed, match) => {
        const forwards = judgeAssertions({ match, list }, () => observed);
        const backwards = judgeAssertions({ match, list: [...list].reverse() }, () => observed);
        expect(backwards.held).toBe(forwards.held);
        expect([...backwards.results].reverse()).toEqual(forwards.results);
      },
    ),
  );
});

test("a group of one is its member", () => {
  fc.assert(
    fc.property(anyAssertion, anyObserved, (assertion, observed) => {
      const alone = judgeAssertions({ match: "all", list: [assertion] }, () => observed);
      const grouped = judgeAssertions(
        { match: "any", list: [{ match: "any", list: [assertion] }] },
        () => observed,
      );
      expect(grouped).toEqual(alone);
    }),
  );
});
