import { expect, test } from "vitest";
import { MultistepCheck } from "#contracts/checks/multistep.ts";
import { findUnreadable } from "./find-unreadable.ts";

test("every pattern and path that no probe could read is found, with the way to its field", () => {
  const pattern = { source: "body", comparison: "matches", expected: "(a" };
  const path = { source: "json", name: "status", comparison: "exists" };
  const check = MultistepCheck.parse({
    kind: "multistep",
    steps: [
      {
        name: "one",
        url: "https://example.com/",
        method: "GET",
        headers: [],
        body: null,
        followRedirects: true,
        expectedStatus: [{ from: 200, to: 299 }],
        assertions: { match: "all", list: [{ match: "any", list: [pattern, path] }, path] },
        extract: [
          { variable: "a", source: "json", name: "$.a" },
          { variable: "b", source: "json", name: "b" },
          { variable: "c", source: "regex", name: "(?=c)" },
          { variable: "d", source: "header", name: "(" },
        ],
      },
    ],
  });
  expect(findUnreadable(check).map((problem) => problem.path)).toEqual([
    "steps.0.assertions.list.0.list.0.expected",
    "steps.0.assertions.list.0.list.1.name",
    "steps.0.assertions.list.1.name",
    "steps.0.extract.1.name",
    "steps.0.extract.2.name",
  ]);
});
