import { expect, test } from "vitest";
import { judgeResponse } from "./judge-response.ts";

const ok = [{ from: 200, to: 299 }];
const plain = { keyword: null, certificateDays: null, auth: { type: "none" } } as const;
const bare = { bodyText: null, truncated: false, unreadable: null, daysLeft: null };

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
  expect(judgeResponse({ ...plain, expectedStatus: ranges }, { ...bare, status }).outcome).toBe(outcome);
});

test.each([
  { name: "a present keyword that is there is ok", mode: "present", body: "all fine", outcome: "ok" },
  { name: "a present keyword that is missing fails", mode: "present", body: "sorry", outcome: "keyword" },
  { name: "a present keyword fails without a body", mode: "present", body: null, outcome: "keyword" },
  { name: "an absent keyword that is missing is ok", mode: "absent", body: "sorry", outcome: "ok" },
  { name: "an absent keyword that is there fails", mode: "absent", body: "all fine", outcome: "keyword" },
  { name: "the keyword's case matters", mode: "present", body: "ALL FINE", outcome: "keyword" },
] as const)("$name", ({ mode, body, outcome }) => {
  const check = { ...plain, expectedStatus: ok, keyword: { text: "fine", mode } };
  expect(judgeResponse(check, { ...bare, status: 200, bodyText: body }).outcome).toBe(outcome);
});

test("a wrong status is told before a wrong keyword, with what was expected", () => {
  const check = {
    ...plain,
    expectedStatus: [...ok, { from: 404, to: 404 }],
    keyword: { text: "x", mode: "present" } as const,
  };
  expect(judgeResponse(check, { ...bare, status: 503, bodyText: "" })).toEqual({
    outcome: "status",
    message: "Answered 503, expected 200-299, 404.",
  });
});

test("a truncated body is named as such", () => {
  const check = { ...plain, expectedStatus: ok, keyword: { text: "fine", mode: "present" } as const };
  const judged = judgeResponse(check, { ...bare, status: 200, bodyText: "…", truncated: true });
  expect(judged.message).toBe('"fine" is not in the first 1 MB of the body.');
});

test("a body in a coding that cannot be undone fails the keyword either way, and says so", () => {
  const seen = { ...bare, status: 200, bodyText: "(\u00b5/\u00fd", unreadable: "zstd" };
  for (const mode of ["present", "absent"] as const) {
    const judged = judgeResponse({ ...plain, expectedStatus: ok, keyword: { text: "x", mode } }, seen);
    expect(judged).toMatchObject({ outcome: "keyword", message: expect.stringContaining("zstd") });
  }
});

test.each([
  { daysLeft: 13, outcome: "expiry" },
  { daysLeft: 14, outcome: "ok" },
  { daysLeft: null, outcome: "ok" },
])("a certificate with $daysLeft days left of 14 is $outcome", ({ daysLeft, outcome }) => {
  const check = { ...plain, expectedStatus: ok, certificateDays: 14 };
  expect(judgeResponse(check, { ...bare, status: 200, daysLeft }).outcome).toBe(outcome);
});

test("a wrong status is told before a certificate that ends", () => {
  const check = { ...plain, expectedStatus: ok, certificateDays: 14 };
  expect(judgeResponse(check, { ...bare, status: 500, daysLeft: 1 }).outcome).toBe("status");
});

test("401 is a refused sign-in when the check signs in, unless 401 is what is expected", () => {
  const auth = { type: "bearer", token: "t" } as const;
  const seen = { ...bare, status: 401 };
  expect(judgeResponse({ ...plain, auth, expectedStatus: ok }, seen).outcome).toBe("auth");
  expect(judgeResponse({ ...plain, expectedStatus: ok }, seen).outcome).toBe("status");
  const expected = [{ from: 401, to: 401 }];
  expect(judgeResponse({ ...plain, auth, expectedStatus: expected }, seen).outcome).toBe("ok");
});
