import fc from "fast-check";
import { expect, test } from "vitest";
import { findBadPattern, findFirstGroup, matchPattern } from "./match-pattern.ts";

/** Far over the 60 ms of the bench, far under what a pattern costs that goes back: a busy machine must not decide. */
const MUCH_MS = 2000;

test.each(["(?=a)b", "(?<!a)b", "(a)\\1", "[", "a{2,1}", "(", "*"])("%s is no RE2 pattern", (pattern) => {
  expect(findBadPattern(pattern)).toMatch(/not RE2 syntax/);
  expect(matchPattern(pattern, "ab")).toBeNull();
  expect(findFirstGroup(pattern, "ab")).toBeNull();
});

test.each(["[^\\pL]{999}".repeat(150), "(?:a{0,1000})".repeat(150), `(${"x".repeat(300)}){31}`])(
  "a pattern that is written out to a huge one is refused at once",
  (pattern) => {
    const startedAt = performance.now();
    expect(findBadPattern(pattern)).toBe("The pattern repeats too much.");
    expect(performance.now() - startedAt).toBeLessThan(MUCH_MS);
  },
);

test.each(["^ok$", "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", "\\d{1,500}", "(?i)ready|fine", "[]{1}]"])(
  "%s is a pattern",
  (pattern) => {
    expect(findBadPattern(pattern)).toBeNull();
  },
);

const EVIL = [
  "(a+)+$",
  "(a|aa)+$",
  "(.*a){20}$",
  "([a-zA-Z]+)*$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "(x+x+)+y",
  "(?:a?){500}a{500}[^ab]",
  "a[ab]{500}[^ab]",
  "(?:a[ab]{30}){30}[^ab]",
  "(a[ab]{900}|b[ab]{800})[^ab]",
  "(?:(?:a|b){1,30}){1,30}[^ab]",
  "\\pL{900}[^ab]",
  "(?:\\pL|\\pN|\\pS){1,200}\\pN{5}x",
];

/** A body of a's and b's in no order makes the automaton as large as it gets. */
function wildBody(length: number): string {
  let seed = 1;
  return Array.from({ length }, () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed & 0x10000 ? "a" : "b";
  }).join("");
}

/** Milliseconds of processor time, which other work on the machine does not count into. */
function measureMs(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test.each(EVIL)("%s ends soon on 1 MB", (pattern) => {
  for (const body of [`${"a".repeat(1 << 20)}!`, wildBody(1 << 20), wildBody(2000), wildBody(500)]) {
    expect(measureMs(() => matchPattern(pattern, body))).toBeLessThan(MUCH_MS);
    expect(measureMs(() => findFirstGroup(pattern, body))).toBeLessThan(MUCH_MS);
  }
});

test("a short text is matched even when the automaton is too large for it", () => {
  const pattern = "a[ab]{200}[^ab]";
  const body = wildBody(4000);
  expect(matchPattern(pattern, `${body}a${body.slice(0, 200)}!`)).toBe(true);
  expect(matchPattern(pattern, body)).toBe(false);
  expect(matchPattern(pattern, wildBody(100_000))).toBeNull();
});

test("the first group of the first match is taken, or the whole match", () => {
  expect(findFirstGroup('"token":"([^"]+)"', '{"token":"t1","x":{"token":"t2"}}')).toBe("t1");
  expect(findFirstGroup("t\\d", "a t7 t8")).toBe("t7");
  expect(findFirstGroup("(b)?a", "xa")).toBeNull();
  expect(findFirstGroup("z", "xa")).toBeNull();
});

test("no pattern and no text make it throw", () => {
  const pieces = fc.constantFrom(
    "a",
    "(",
    ")",
    "[",
    "]",
    "*",
    "{2,3}",
    "|",
    "\\",
    "\\pL",
    "^",
    "$",
    ".",
    "?",
    "é",
    "😀",
  );
  const pattern = fc.array(pieces, { maxLength: 12 }).map((list) => list.join(""));
  fc.assert(
    fc.property(pattern, fc.string({ unit: "binary", maxLength: 60 }), (source, text) => {
      const matched = matchPattern(source, text);
      expect(matched === null).toBe(findBadPattern(source) !== null);
      const group = findFirstGroup(source, text);
      if (matched !== true) expect(group).toBeNull();
    }),
    { numRuns: 500 },
  );
});

test("where both understand a pattern they agree with the host's own expressions", () => {
  const pieces = fc.constantFrom("a", "b", "[ab]", "a*", "b+?", "(a|b)", ".", "a{1,3}", "^", "$");
  const pattern = fc.array(pieces, { minLength: 1, maxLength: 6 }).map((list) => list.join(""));
  const text = fc.array(fc.constantFrom("a", "b", "c", "\n"), { maxLength: 12 }).map((list) => list.join(""));
  fc.assert(
    fc.property(pattern, text, (source, body) => {
      expect(matchPattern(source, body)).toBe(new RegExp(source, "u").test(body));
    }),
    { numRuns: 500 },
  );
});
