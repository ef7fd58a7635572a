import { expect, test } from "vitest";
import { CookieJar } from "./cookie-jar.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const HOME = new URL("https://shop.example.com/account/login");

function jarWith(...lines: string[]): CookieJar {
  const jar = new CookieJar();
  jar.take(
    lines.map((line) => ["Set-Cookie", line] as const),
    HOME,
    NOW,
  );
  return jar;
}

test.each([
  { line: "a=1", url: "https://shop.example.com/account/x", sent: "a=1" },
  { line: "a=1", url: "https://shop.example.com/", sent: null },
  { line: "a=1; Path=/", url: "https://shop.example.com/", sent: "a=1" },
  { line: "a=1; Path=/acc", url: "https://shop.example.com/account", sent: null },
  { line: "a=1; Path=/account", url: "https://shop.example.com/account", sent: "a=1" },
  { line: "a=1; Path=/", url: "https://example.com/", sent: null },
  { line: "a=1; Path=/; Domain=example.com", url: "https://example.com/", sent: "a=1" },
  { line: "a=1; Path=/; Domain=.example.com", url: "https://other.example.com/", sent: "a=1" },
  { line: "a=1; Path=/; Domain=example.com", url: "https://badexample.com/", sent: null },
  { line: "a=1; Path=/; Domain=other.com", url: "https://other.com/", sent: null },
  { line: "a=1; Path=/; Domain=com", url: "https://evil.com/", sent: null },
  { line: "a=1; Path=/; Secure", url: "http://shop.example.com/", sent: null },
  { line: "a=1; Path=/; Max-Age=0", url: "https://shop.example.com/", sent: null },
  {
    line: "a=1; Path=/; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    url: "https://shop.example.com/",
    sent: "a=1",
  },
  {
    line: "a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    url: "https://shop.example.com/",
    sent: null,
  },
  { line: "=1; Path=/", url: "https://shop.example.com/", sent: null },
  { line: "a=1\u0000; Path=/", url: "https://shop.example.com/", sent: null },
  { line: 'a="x y"; Path=/', url: "https://shop.example.com/", sent: 'a="x y"' },
])("$line is sent to $url as $sent", ({ line, url, sent }) => {
  expect(jarWith(line).headerFor(new URL(url))).toBe(sent);
});

test("an address has no subdomains", () => {
  const jar = new CookieJar();
  jar.take([["set-cookie", "a=1; Domain=0.0.1; Path=/"]], new URL("http://127.0.0.1/"), NOW);
  expect(jar.headerFor(new URL("http://127.0.0.1/"))).toBeNull();
});

test("the same cookie is replaced, another path is another cookie, and the longest path comes first", () => {
  const jar = jarWith("a=1; Path=/", "a=2; Path=/", "a=3; Path=/account");
  expect(jar.headerFor(HOME)).toBe("a=3; a=2");
  expect(jar.valueOf("a")).toBe("3");
  expect(jar.valueOf("b")).toBeNull();
});

test("a check's own cookies go to its own origin only, and are planted once", () => {
  const jar = new CookieJar();
  jar.plant([{ name: "session", value: "s" }], HOME);
  jar.plant([{ name: "session", value: "t" }], new URL("https://other.example/"));
  expect(jar.headerFor(new URL("https://shop.example.com/"))).toBe("session=s");
  expect(jar.headerFor(new URL("https://shop.example.com:8443/"))).toBeNull();
  expect(jar.headerFor(new URL("http://shop.example.com/"))).toBeNull();
});

test("a server that sets cookies without end fills no more than fifty", () => {
  const jar = jarWith(...Array.from({ length: 500 }, (_, at) => `c${at}=1; Path=/`));
  expect(jar.headerFor(HOME)?.split("; ")).toHaveLength(50);
});
