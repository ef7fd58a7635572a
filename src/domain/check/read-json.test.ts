import fc from "fast-check";
import { expect, test } from "vitest";
import { findBadPath, readJson } from "./read-json.ts";

const DOCUMENT = JSON.stringify({
  status: "ok",
  count: 3,
  ready: true,
  nothing: null,
  list: [
    { id: 1, name: "a" },
    { id: 2, name: "b, c" },
  ],
  "odd key": { deep: [[7]] },
});

test.each<[path: string, found: string | number | null]>([
  ["$.status", "ok"],
  ["$.count", 3],
  ["$.ready", "true"],
  ["$.nothing", "null"],
  ["$.missing", null],
  ["$.list[1].id", 2],
  ["$.list[-1].name", "b, c"],
  ["$.list[0]", '{"id":1,"name":"a"}'],
  ["$.list[*].id", 1],
  ["$.list[1:].id", 2],
  ["$['odd key'].deep[0][0]", 7],
  ["$..id", 1],
  ["$.list[?@.id > 1].name", "b, c"],
  ["$.list[?@.name == 'b, c'].id", 2],
  ["$[?length(@) == 2][1].id", 2],
  ["$.__proto__", null],
  ["$.constructor", null],
  ["$.list.length", null],
])("%s is %j", (path, found) => {
  expect(findBadPath(path)).toBeNull();
  expect(readJson(DOCUMENT)(path)).toBe(found);
});

test.each(["status", "$.", "$[", "$.a[?", "$.list[?match(@.name, '(a+)+$')]", "$.a[?search(@, 'x')]"])(
  "%s is no path",
  (path) => {
    expect(findBadPath(path)).toMatch(/not JSONPath/);
    expect(readJson(DOCUMENT)(path)).toBeNull();
  },
);

test.each([
  "$..a..b",
  "$['a','b']",
  "$[*,*][*,*]",
  "$[?$.a == @.b]",
  "$[?@..a]",
  "$[?@.a||@.b||@.c||@.d||@.e]",
])("%s would take too long", (path) => {
  expect(findBadPath(path)).not.toBeNull();
  expect(readJson(DOCUMENT)(path)).toBeNull();
});

test("what is no JSON has no values", () => {
  for (const text of ["", "<html>", '{"a":', '{"a":1}x']) expect(readJson(text)("$.a")).toBeNull();
});

test.each([
  ["a list of numbers", `[${"1,".repeat(130_000)}1]`],
  ["a list of objects", `[${'{"a":1},'.repeat(28_000)}1]`],
  ["lists in lists", `${"[".repeat(130_000)}${"]".repeat(130_000)}`],
  ["objects in objects", `${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`],
  ["more than is looked at", `["${"x".repeat(2 << 20)}"]`],
])("%s as a body ends soon", (_name, body) => {
  for (const path of ["$..x", "$[?@.b==1||@.c==2||@.d==3||@.e]", "$[*].x", "$..[?@.x]", "$..*", "$[0]"]) {
    const times = Array.from({ length: 3 }, () => {
      const startedAt = performance.now();
      readJson(body)(path);
      return performance.now() - startedAt;
    });
    expect(Math.min(...times)).toBeLessThan(1_500);
  }
});

test("no document and no path make it throw", () => {
  const pieces = fc.constantFrom(
    "$",
    ".",
    "..",
    "a",
    "[",
    "]",
    "*",
    "?",
    "@",
    "'",
    '"',
    "0",
    "-1",
    ":",
    ",",
    "(",
    ")",
    "==",
  );
  const path = fc.array(pieces, { maxLength: 10 }).map((list) => `$${list.join("")}`);
  fc.assert(
    fc.property(fc.json(), path, (text, asked) => {
      const found = readJson(text)(asked);
      if (findBadPath(asked) !== null) expect(found).toBeNull();
    }),
    { numRuns: 1000 },
  );
});
