import { expect, test } from "vitest";
import { judgeResponse } from "./judge-response.ts";

const ok = [{ from: 200, to: 299 }];

test.each([
  { name: "a status in a range is ok", ranges: ok, status: 204, outcome: "ok" },
  { name: "the lower end of a range is included", ranges: ok, status: 200, outcome: "ok" },
  { name: "the upper end of a range is included", ranges: ok, status: 299, outcome: "ok" },
  { name: "a status above the range fails", ranges: ok, status: 300, outcome: "status" },
  { name: "a status below the range fails", ranges: ok, status: 199, outcome: "status" },
  {
    name: "any of several ranges is enough",
    ranges: [...ok, { from: 401, to: 401 }],
    status: 401,
    outcome: "ok",
  },
])("$name", ({ ranges, status, outcome }) => {
  const seen = { status, bodyText: null, truncated: false };
  expect(judgeResponse({ expectedStatus: ranges, keyword: null }, seen).outcome).toBe(outcome);
});

test.each([
  { name: "a present keyword that is there is ok", mode: "present", body: "all fine", outcome: "ok" },
  { name: "a present keyword that is missing fails", mode: "present", body: "sorry", outcome: "keyword" },
  { name: "a present keyword fails without a body", mode: "present", body: null, outcome: "keyword" },
  { name: "an absent keyword that is missing is ok", mode: "absent", body: "sorry", outcome: "ok" },
  { name: "an absent keyword that is there fails", mode: "absent", body: "all fine", outcome: "keyword" },
  { name: "the keyword's case matters", mode: "present", body: "ALL FINE", outcome: "keyword" },
] as const)("$name", ({ mode, body, outcome }) => {
  const check = { expectedStatus: ok, keyword: { text: "fine", mode } };
  expect(judgeResponse(check, { status: 200, bodyText: body, truncated: false }).outcome).toBe(outcome);
});

test("a wrong status is told before a wrong keyword, with what was expected", () => {
  const check = {
    expectedStatus: [...ok, { from: 404, to: 404 }],
    keyword: { text: "x", mode: "present" } as const,
  };
  expect(judgeResponse(check, { status: 503, bodyText: "", truncated: false })).toEqual({
    outcome: "status",
    message: "Answered 503, expected 200-299, 404.",
  });
});

test("a truncated body is named as such", () => {
  const check = { expectedStatus: ok, keyword: { text: "fine", mode: "present" } as const };
  const judged = judgeResponse(check, { status: 200, bodyText: "…", truncated: true });
  expect(judged.message).toBe('"fine" is not in the first 1 MB of the body.');
});
