import { describe, expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";
import { findPasswordProblem } from "./password.ts";
import { findForgery } from "./same-origin.ts";
import { readCookie, sessionCookie } from "./session-cookie.ts";

const APP = "https://uptick.example.com";

function post(headers: Record<string, string>) {
  return new Request(`${APP}/api/trpc/monitor.pause`, {
    method: "POST",
    headers: { host: "uptick.example.com", "content-type": "application/json", ...headers },
  });
}

describe("forgery", () => {
  test.each<{ name: string; headers: Record<string, string>; refused: boolean }>([
    { name: "our own origin", headers: { origin: APP }, refused: false },
    { name: "no origin, as from a script", headers: {}, refused: false },
    {
      name: "the host that the browser used, another than the configured one",
      headers: { origin: "http://192.168.1.5:3000", host: "192.168.1.5:3000" },
      refused: false,
    },
    { name: "another site", headers: { origin: "https://evil.example" }, refused: true },
    { name: "a sibling domain", headers: { origin: "https://x.uptick.example.com" }, refused: true },
    { name: "an opaque origin", headers: { origin: "null" }, refused: true },
    { name: "a form", headers: { "content-type": "text/plain" }, refused: true },
    { name: "a file upload", headers: { "content-type": "multipart/form-data; boundary=x" }, refused: true },
    {
      name: "JSON with a character set",
      headers: { origin: APP, "content-type": "application/json; charset=utf-8" },
      refused: false,
    },
  ])("$name: refused $refused", ({ headers, refused }) => {
    expect(findForgery(post(headers), APP) !== null).toBe(refused);
  });
});

describe("the caller's address", () => {
  const socket = { "x-uptick-socket-address": "::ffff:203.0.113.9" };
  test.each([
    { name: "is the socket's", headers: socket, trustProxy: false, address: "203.0.113.9" },
    {
      name: "is not what the client made up",
      headers: { ...socket, "x-forwarded-for": "1.2.3.4" },
      trustProxy: false,
      address: "203.0.113.9",
    },
    {
      name: "is what the trusted proxy added last",
      headers: { ...socket, "x-forwarded-for": "1.2.3.4, 198.51.100.7" },
      trustProxy: true,
      address: "198.51.100.7",
    },
    { name: "is one shared bucket when nobody knows", headers: {}, trustProxy: true, address: "unknown" },
  ])("$name", ({ headers, trustProxy, address }) => {
    expect(clientAddress(new Headers(headers as Record<string, string>), trustProxy)).toBe(address);
  });
});

test.each([
  ["123456789", "Use 10 characters"],
  ["Password123", "too common"],
  ["aaaaaaaaaaaa", "too common"],
  ["abcabcabcabc", "too common"],
  ["9876543210", "too common"],
  ["ada@example.com", "not the e-mail"],
  ["x".repeat(257), "at most"],
])("the password %s is refused", (password, why) => {
  expect(findPasswordProblem(password, "ada@example.com")).toContain(why);
});

test("a long phrase is a fine password, in any script", () => {
  expect(findPasswordProblem("four plain words here", "ada@example.com")).toBeNull();
  expect(findPasswordProblem("привет как дела", "ada@example.com")).toBeNull();
});

test("the cookie is bound to the host where there is TLS, and read by its exact name", () => {
  expect(sessionCookie(APP)).toMatchObject({ name: "__Host-uptick-session", options: { secure: true } });
  expect(sessionCookie("http://localhost:3000")).toMatchObject({
    name: "uptick-session",
    options: { secure: false, httpOnly: true, sameSite: "lax", path: "/" },
  });
  const headers = new Headers({ cookie: "x-uptick-session=no; uptick-session=a=b; y=1" });
  expect(readCookie(headers, "uptick-session")).toBe("a=b");
  expect(readCookie(headers, "session")).toBeNull();
});
