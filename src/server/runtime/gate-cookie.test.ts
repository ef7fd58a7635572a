import { expect, test } from "vitest";
import { gateCookieName, gateKey, isGateKey, readGateCookie, sealGateCookie } from "./gate-cookie.ts";

const SECRET = "a secret of the tests, long enough";
const PAGE = { pageId: "0190a000-0000-7000-8000-000000000001", accessVersion: 3 };
const NOW = 1_700_000_000_000;
const until = NOW / 1000 + 60;
const value = sealGateCookie(SECRET, { ...PAGE, until });
const read = (cookie: string | null, page = PAGE, nowMs = NOW) =>
  readGateCookie(SECRET, page, { value: cookie, nowMs });

test("a cookie lets in to its page until it ends", () => {
  expect(read(value)).toBe("admitted");
  expect(read(value, PAGE, NOW + 60_000)).toBe("known");
});

test("a change of who is let in makes all cookies worthless, and tells strangers from those who were let in", () => {
  expect(read(value, { ...PAGE, accessVersion: 4 })).toBe("known");
});

test.each([
  ["of another page", value, { ...PAGE, pageId: "0190a000-0000-7000-8000-000000000002" }],
  ["with another end", value.replace(String(until), String(until + 1)), PAGE],
  ["with another version", value.replace(".3.", ".4."), { ...PAGE, accessVersion: 4 }],
  ["with half a signature", value.slice(0, -10), PAGE],
  ["that is none", "x", PAGE],
  ["that is missing", null, PAGE],
])("a cookie %s is nothing", (_name, cookie, page) => {
  expect(read(cookie, page)).toBeNull();
});

test("a cookie signed with another secret is nothing", () => {
  expect(readGateCookie("another secret", PAGE, { value, nowMs: NOW })).toBeNull();
});

test("a key is good for one page and one version", () => {
  const key = gateKey(SECRET, PAGE);
  expect(isGateKey(SECRET, PAGE, key)).toBe(true);
  expect(isGateKey(SECRET, { ...PAGE, accessVersion: 4 }, key)).toBe(false);
  expect(isGateKey(SECRET, PAGE, "")).toBe(false);
});

test("a cookie's name tells no id, and by TLS the browser keeps it to TLS", () => {
  expect(gateCookieName(PAGE.pageId, { isHttps: false })).toMatch(/^uptick-page-[0-9a-f]{16}$/);
  expect(gateCookieName(PAGE.pageId, { isHttps: true })).toMatch(/^__Secure-uptick-page-/);
});
