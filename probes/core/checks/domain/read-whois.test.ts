import { expect, test } from "vitest";
import { readReferral, readWhois } from "./read-whois.ts";
import { readStrictDate } from "./strict-date.ts";

test.each([
  ["2027-08-13T04:00:00Z", "2027-08-13T04:00:00.000Z"],
  ["2027-08-13T04:00:00.0Z", "2027-08-13T04:00:00.000Z"],
  ["2027-08-13T04:00:00+0200", "2027-08-13T02:00:00.000Z"],
  ["2027-08-13 04:00:00", "2027-08-13T04:00:00.000Z"],
  ["2027-08-13", "2027-08-13T00:00:00.000Z"],
  ["2027.08.13 04:00:00", "2027-08-13T04:00:00.000Z"],
  ["2027/08/13 (JST)", "2027-08-13T00:00:00.000Z"],
  ["20270813", "2027-08-13T00:00:00.000Z"],
  ["13-Aug-2027", "2027-08-13T00:00:00.000Z"],
  ["13-Aug-2027 04:00:00 UTC", "2027-08-13T04:00:00.000Z"],
  ["August 13 2027", "2027-08-13T00:00:00.000Z"],
  ["13.08.2027 04:00:00", "2027-08-13T04:00:00.000Z"],
  ["13.8.2027", "2027-08-13T00:00:00.000Z"],
])("%s is one day only", (text, iso) => {
  expect(new Date(readStrictDate(text) ?? 0).toISOString()).toBe(iso);
});

test.each([
  "03/04/2027",
  "2027-02-30",
  "2027-13-01",
  "soon",
  "",
  "2027-08-13T25:00:00Z",
  "13-Xyz-2027",
  "2027",
])("%s is no date that can be trusted", (text) => expect(readStrictDate(text)).toBeNull());

test.each([
  {
    registry: "com",
    text: "   Domain Name: EXAMPLE.COM\r\n   Registry Expiry Date: 2027-08-13T04:00:00Z\r\n   Registrar: Good Names Ltd\r\n   Domain Status: clientTransferProhibited https://icann.org/epp#x\r\n",
    expiresAt: "2027-08-13T04:00:00.000Z",
    registrar: "Good Names Ltd",
  },
  {
    registry: "ru",
    text: "domain:        EXAMPLE.RU\nstate:         REGISTERED, DELEGATED\nregistrar:     RU-CENTER-RU\npaid-till:     2027-03-01T21:00:00Z\nfree-date:     2027-04-02\n",
    expiresAt: "2027-03-01T21:00:00.000Z",
    registrar: "RU-CENTER-RU",
  },
  {
    registry: "uk",
    text: "    Registrar:\n        Good Names Ltd\n\n    Relevant dates:\n        Registered on: 01-Jan-1999\n        Expiry date:  14-Feb-2027\n",
    expiresAt: "2027-02-14T00:00:00.000Z",
    registrar: "Good Names Ltd",
  },
  {
    registry: "jp",
    text: "[Domain Name]                EXAMPLE.JP\n[Expires on]                    2027/05/31\n[Status]                        Active\n",
    expiresAt: "2027-05-31T00:00:00.000Z",
    registrar: null,
  },
  {
    registry: "fi",
    text: "domain.............: example.fi\nstatus.............: Registered\nexpires............: 4.7.2027 10:15:55\n",
    expiresAt: "2027-07-04T10:15:55.000Z",
    registrar: null,
  },
])("the answer of .$registry is read", ({ text, expiresAt, registrar }) => {
  expect(readWhois(text)).toMatchObject({ state: "registered", expiresAt: Date.parse(expiresAt), registrar });
});

test.each(['No match for "EXAMPLE.COM".\r\n', "%% NOT FOUND\n", "Domain: x.de\nStatus: free\n"])(
  "%j means that nobody has registered it",
  (text) => expect(readWhois(text)).toEqual({ state: "free" }),
);

test("an answer without a date says so, and is not a free domain", () => {
  expect(readWhois("Domain: example.de\nStatus: connect\nChanged: 2020-01-01\n")).toMatchObject({
    state: "registered",
    expiresAt: null,
    statuses: ["connect"],
  });
});

test("a referral is a host and nothing else", () => {
  expect(readReferral("% IANA\nrefer:        whois.nic.example\n")).toBe("whois.nic.example");
  expect(readReferral("refer: whois nic; rm\n")).toBeNull();
});

test.each(["\n", " ", ".", "a ", "a\n", "%", "refer:\n", "expires."])("64 KB of %j cost no time", (piece) => {
  const from = performance.now();
  const text = piece.repeat(65_536 / piece.length);
  readWhois(text);
  readReferral(text);
  expect(performance.now() - from).toBeLessThan(2_000);
});
