import type { Assertion, Assertions } from "#contracts/checks/assertion.ts";
import type { AssertionSource, Comparison } from "#contracts/checks/assertion-sources.ts";
import { clip, describeAssertion, UNITS } from "./describe-assertion.ts";
import { matchPattern } from "./match-pattern.ts";

/** Several values, such as the records of a name. Null: there is none, or it cannot be seen from here. */
export type Observed = string | number | readonly string[] | null;
export type Observe = (source: AssertionSource, name: string) => Observed;
export type AssertionResult = { text: string; observed: string; held: boolean };
/** `message` says of the first that does not hold what was expected and seen; empty when all is well. */
export type AssertionVerdict = { held: boolean; results: AssertionResult[]; message: string };

/** These may be absent from an answer. Whatever else is null was not measured: nothing can be said of it. */
const MAY_BE_ABSENT: readonly AssertionSource[] = [
  "header",
  "body",
  "json",
  "record",
  "value",
  "state",
  "title",
];

/**
 * Holds what was seen against what a check asserts. `time` is asked for by its phase and answered in ms. A value that
 * was not measured, such as the connect time in an edge function, fails its assertion whatever the comparison.
 */
export function judgeAssertions(assertions: Assertions, observe: Observe): AssertionVerdict {
  const judge = (assertion: Assertion) => judgeOne(assertion, observe(assertion.source, assertion.name));
  const members = assertions.list.map((member) => {
    if (!("list" in member)) return combine("all", [judge(member)]);
    return combine(member.match, member.list.map(judge));
  });
  const held = holds(
    assertions.match,
    members.map((member) => member.held),
  );
  const results = members.flatMap((member) => member.results);
  return { held, results, message: held ? "" : explain(members) };
}

type Member = { held: boolean; results: AssertionResult[] };

function combine(match: Assertions["match"], results: AssertionResult[]): Member {
  const held = holds(
    match,
    results.map((result) => result.held),
  );
  return { held, results };
}

/** Nothing asked for holds. */
function holds(match: Assertions["match"], members: boolean[]): boolean {
  return members.length === 0 || (match === "all" ? members.every(Boolean) : members.some(Boolean));
}

function explain(members: Member[]): string {
  const failed = members.filter((member) => !member.held).flatMap((member) => member.results);
  const first = failed.find((result) => !result.held);
  return first === undefined ? "" : clip(`Expected: ${first.text}. Saw: ${first.observed}.`, 480);
}

function judgeOne(assertion: Assertion, observed: Observed): AssertionResult {
  const text = describeAssertion(assertion);
  if (observed === null && !MAY_BE_ABSENT.includes(assertion.source)) {
    return { text, observed: "not seen from here", held: false };
  }
  const held = compare(assertion, observed);
  if (held === null) return { text, observed: "too long to be matched by this pattern", held: false };
  return { text, observed: describe(observed, UNITS[assertion.source] ?? ""), held };
}

function describe(observed: Observed, unit: string): string {
  if (observed === null) return "nothing";
  if (typeof observed === "number") return `${Math.round(observed * 1000) / 1000}${unit}`;
  const text = clip(typeof observed === "string" ? observed : observed.join(", "), 200);
  return text === "" ? "an empty text" : text;
}

/** Null when it cannot be told in time. A negative is true exactly where its positive is not. */
function compare({ comparison, expected }: Assertion, observed: Observed): boolean | null {
  const positive = POSITIVES[comparison];
  if (positive !== undefined) return negate(compareAny(positive, expected, observed));
  return compareAny(comparison, expected, observed);
}

const POSITIVES: Partial<Record<Comparison, Comparison>> = {
  notEquals: "equals",
  notContains: "contains",
  notMatches: "matches",
  notExists: "exists",
  notEmpty: "empty",
};

function negate(held: boolean | null): boolean | null {
  return held === null ? null : !held;
}

/** Of several values one is enough; what is missing is empty and has no other quality. */
function compareAny(comparison: Comparison, expected: string, observed: Observed): boolean | null {
  const values = observed === null ? [] : Array.isArray(observed) ? observed : [observed];
  if (comparison === "exists") return values.length > 0;
  if (comparison === "empty") return values.every((value) => EMPTY.includes(String(value).trim()));
  const results = values.map((value) => COMPARE[comparison]?.(String(value), expected) ?? null);
  if (results.includes(true)) return true;
  return results.includes(null) ? null : false;
}

/** As JSON text, a list without members and the like are empty, too. */
const EMPTY = ["", "[]", "{}", "null"];

const COMPARE: Partial<Record<Comparison, (seen: string, expected: string) => boolean | null>> = {
  equals: (seen, expected) => seen === expected || isOrdered(seen, expected, isSame),
  less: (seen, expected) => isOrdered(seen, expected, (a, b) => a < b),
  lessOrEqual: (seen, expected) => isOrdered(seen, expected, (a, b) => a <= b),
  greater: (seen, expected) => isOrdered(seen, expected, (a, b) => a > b),
  greaterOrEqual: (seen, expected) => isOrdered(seen, expected, (a, b) => a >= b),
  contains: (seen, expected) => seen.includes(expected),
  startsWith: (seen, expected) => seen.startsWith(expected),
  endsWith: (seen, expected) => seen.endsWith(expected),
  matches: (seen, expected) => matchPattern(expected, seen),
};

/** Ids of 17 digits are no numbers that could be told apart: they are compared as text. */
function isSame(a: number, b: number): boolean {
  return a === b && Math.abs(a) <= Number.MAX_SAFE_INTEGER;
}

function isOrdered(seen: string, expected: string, order: (a: number, b: number) => boolean): boolean {
  const both = numbers(seen, expected);
  return both !== null && order(both[0], both[1]);
}

const NUMBER = /^\s*[+-]?(?:\d{1,300}(?:\.\d{0,300})?|\.\d{1,300})(?:[eE][+-]?\d{1,3})?\s*$/;

/** Null unless both are numbers. */
function numbers(seen: string, expected: string): [number, number] | null {
  if (!NUMBER.test(seen) || !NUMBER.test(expected)) return null;
  return [Number(seen), Number(expected)];
}
