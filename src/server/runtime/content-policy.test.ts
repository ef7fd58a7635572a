import { expect, test } from "vitest";
import { contentPolicy } from "./content-policy.ts";

const directives = (options: Partial<Parameters<typeof contentPolicy>[0]> = {}) =>
  new Map(
    contentPolicy({ nonce: "abc", isHttps: true, isDev: false, ...options })
      .split("; ")
      .map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1).join(" ")]),
  );

test("scripts run by the nonce alone: none that is inline, none by its address", () => {
  expect(directives().get("script-src")).toBe("'nonce-abc' 'strict-dynamic'");
  expect(directives().get("script-src-attr")).toBe("'none'");
});

test.each(["object-src", "base-uri", "frame-ancestors"])("%s is nothing", (name) => {
  expect(directives().get(name)).toBe("'none'");
});

test.each([
  ...["default-src", "connect-src", "worker-src", "manifest-src", "form-action", "font-src", "frame-src"],
])("%s is Uptick itself", (name) => {
  expect(directives().get(name)).toBe("'self'");
});

test("without TLS no request is upgraded, or nothing would load on a plain port", () => {
  expect(directives().has("upgrade-insecure-requests")).toBe(true);
  expect(directives({ isHttps: false }).has("upgrade-insecure-requests")).toBe(false);
});
