import { expect, test } from "vitest";
import { DnsCheck } from "#contracts/checks/dns.ts";
import { HttpCheck } from "#contracts/checks/http.ts";
import type { TrialResult } from "#contracts/trial.ts";
import { listExpectations } from "./list-expectations.ts";

const check = HttpCheck.parse({
  kind: "http",
  url: "https://example.com/",
  method: "GET",
  headers: [],
  body: null,
  expectedStatus: [{ from: 200, to: 299 }],
  keyword: { text: "ready", mode: "present" },
  followRedirects: true,
});
const CERTIFICATE = {
  subject: "CN=example.com",
  issuer: "CN=Test",
  validFrom: "2026-01-01T00:00:00Z",
  validTo: "2027-01-01T00:00:00Z",
  authorizationError: null,
};

function resultOf(
  change: Partial<TrialResult>,
  evidence: Partial<TrialResult["evidence"]> = {},
): TrialResult {
  return {
    outcome: "ok",
    status: 200,
    totalUs: 120_000,
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs: null,
    transferUs: null,
    bytes: 5,
    ...change,
    evidence: {
      message: "",
      remoteAddress: null,
      resolvedAddresses: [],
      redirects: [],
      responseHeaders: [],
      bodySample: null,
      certificate: null,
      ...evidence,
    },
  };
}

const heldOf = (result: TrialResult) =>
  Object.fromEntries(
    listExpectations({ check, timeoutMs: 1000 }, result).map(({ kind, held }) => [kind, held]),
  );

test("a good answer holds everything that was asked for", () => {
  expect(heldOf(resultOf({}, { certificate: CERTIFICATE }))).toEqual({
    answer: true,
    time: true,
    certificate: true,
    status: true,
    keyword: true,
  });
});

test("a wrong status is said with what was seen, and the body was not looked at", () => {
  const list = listExpectations({ check, timeoutMs: 1000 }, resultOf({ outcome: "status", status: 503 }));
  expect(list).toContainEqual({ kind: "status", held: false, expected: check.expectedStatus, observed: 503 });
  expect(list).toContainEqual({ kind: "keyword", held: null, text: "ready", mode: "present" });
});

test("a missing word fails alone", () => {
  expect(heldOf(resultOf({ outcome: "keyword" }))).toMatchObject({ status: true, keyword: false });
});

test("a time-out is said as such, with the limit and how long it took", () => {
  const list = listExpectations(
    { check, timeoutMs: 1000 },
    resultOf({ outcome: "timeout", status: null, totalUs: 1_001_000 }),
  );
  expect(list).toContainEqual({ kind: "time", held: false, limitMs: 1000, observedMs: 1001 });
  expect(list).toContainEqual({ kind: "answer", held: false });
});

test("a circle of redirects says nothing about the status", () => {
  const redirects = [{ status: 302, location: "https://example.com/" }];
  expect(heldOf(resultOf({ outcome: "redirect", status: 302 }, { redirects }))).toMatchObject({
    redirects: false,
    status: null,
  });
});

test("a certificate that is not valid is a failure of its own", () => {
  const certificate = { ...CERTIFICATE, authorizationError: "CERT_HAS_EXPIRED" };
  expect(heldOf(resultOf({ outcome: "tls", status: null }, { certificate }))).toMatchObject({
    answer: false,
    certificate: false,
    status: null,
  });
});

test.each([
  { outcome: "expiry", status: true, keyword: true, own: false },
  { outcome: "assertion", status: true, keyword: true, own: undefined },
  { outcome: "auth", status: false, keyword: null, own: undefined },
  { outcome: "protocol", status: null, keyword: null, own: false },
] as const)("an HTTP check that ends with $outcome", ({ outcome, status, keyword, own }) => {
  const code = outcome === "protocol" ? null : 200;
  expect(heldOf(resultOf({ outcome, status: code }))).toMatchObject({ status, keyword });
  expect(heldOf(resultOf({ outcome, status: code })).own).toBe(own);
});

test.each([
  { outcome: "ok", message: "A of example.com: 192.0.2.7", held: true },
  { outcome: "assertion", message: "Expected 192.0.2.8, saw 192.0.2.7.", held: false },
  { outcome: "timeout", message: "The time ran out.", held: undefined },
] as const)(
  "what a DNS check expects by itself is said in its own words: $outcome",
  ({ outcome, message, held }) => {
    const dns = DnsCheck.parse({ kind: "dns", name: "example.com" });
    const list = listExpectations(
      { check: dns, timeoutMs: 1000 },
      resultOf({ outcome, status: null }, { message }),
    );
    expect(list.find(({ kind }) => kind === "own")).toEqual(
      held === undefined ? undefined : { kind: "own", held, message },
    );
  },
);

test("an assertion that does not hold is said once", () => {
  const assertions = [{ text: "Number of records equals 2", observed: "1", held: false }];
  const dns = DnsCheck.parse({ kind: "dns", name: "example.com" });
  const list = listExpectations(
    { check: dns, timeoutMs: 1000 },
    resultOf({ outcome: "assertion", status: null }, { message: "Expected: …", assertions }),
  );
  expect(list.map(({ kind }) => kind)).toEqual(["answer", "time", "assertion"]);
});
