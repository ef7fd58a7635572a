import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNext } from "./safe-next.ts";

const APP = "https://uptick.example.com";

test.each([
  ["/monitors/1?range=7d#ticks", "/monitors/1?range=7d#ticks"],
  ["/invite/abc", "/invite/abc"],
  [`${APP}/incidents`, "/incidents"],
  ["/account/../monitors", "/monitors"],
  ["/search?next=//evil.example", "/search?next=//evil.example"],
])("%s is ours", (wanted, path) => {
  expect(safeNext(wanted, APP)).toBe(path);
});

const PAYLOADS = [
  "//evil.example",
  "///evil.example",
  "////evil.example/%2f..",
  "/\\evil.example",
  "\\\\evil.example",
  "/\\/evil.example",
  "\\/\\/evil.example",
  "https:evil.example",
  "https:/evil.example",
  "https://evil.example",
  "HTTPS://EVIL.EXAMPLE",
  "http://uptick.example.com/x",
  `${APP}.evil.example/`,
  `${APP}@evil.example/`,
  `${APP}:443@evil.example/`,
  `${APP}\\@evil.example`,
  "//uptick.example.com@evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  " https://evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/x/..//evil.example",
  "/./\\evil.example",
  "/%2e//evil.example",
  "/x/%2e%2e//evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://evil.example/1",
  "file:///etc/passwd",
  "@evil.example",
  "evil.example",
  "?next=//evil.example",
  "#//evil.example",
  "/\u202e//evil.example",
  "/\u0000/evil.example",
  "/\u2028/evil.example",
  "ftp://evil.example",
  "http:\\\\evil.example",
  "",
  "/",
  "/api/auth/signout",
  "/API/auth/signout",
  "/sign-in?next=/sign-in",
  `/${"x".repeat(1_000)}`,
];

test.each(PAYLOADS)("%j leads home", (wanted) => {
  expect(safeNext(wanted, APP)).toBe("/monitors");
});

test.each([undefined, null, 1, {}, ["/monitors/1"]])("%j is no address", (wanted) => {
  expect(safeNext(wanted, APP)).toBe("/monitors");
});

test("an encoded slash stays part of a path of ours", () => {
  for (const wanted of ["/%09/evil.example", "/%2f%2fevil.example", "/%5cevil.example"]) {
    expect(new URL(safeNext(wanted, APP), APP).origin).toBe(APP);
  }
});

test("whatever is given, a browser stays with us", () => {
  const parts = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2f",
    "@",
    ":",
    "evil.example",
    "\t",
    "?",
    "#",
    APP,
    "x",
  );
  const wanted = fc.oneof(
    fc.string(),
    fc.array(parts, { maxLength: 12 }).map((list) => list.join("")),
  );
  fc.assert(
    fc.property(wanted, (text) => {
      const path = safeNext(text, APP);
      expect(path).toMatch(/^\/(?![/\\])/);
      expect(new URL(path, APP).origin).toBe(APP);
    }),
    { numRuns: 2_000 },
  );
});
