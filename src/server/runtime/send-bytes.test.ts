import { expect, test } from "vitest";
import { PUBLIC_CACHE, sendBytes } from "./send-bytes.ts";
import { packBytes } from "./snapshot-cache.ts";

const TEXT = "<!doctype html><p>All is well.</p>".repeat(50);
const bytes = packBytes({ type: "text/html; charset=utf-8", csp: "default-src 'none'", text: TEXT });
const send = (headers: Record<string, string> = {}) =>
  sendBytes(new Request("http://localhost/status/acme", { headers }), bytes, {
    status: 200,
    etag: "v1-en",
    cacheControl: PUBLIC_CACHE,
    vary: ["accept-language"],
  });

test("an answer says what it depends on and who may keep it, and that nobody may guess its type", async () => {
  const response = send();
  expect(await response.text()).toBe(TEXT);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "cache-control": PUBLIC_CACHE,
    "content-security-policy": "default-src 'none'",
    "content-type": "text/html; charset=utf-8",
    "referrer-policy": "strict-origin-when-cross-origin",
    vary: "accept-language, accept-encoding",
    "x-content-type-options": "nosniff",
  });
});

test.each([
  ['W/"v1-en"', 304],
  ['"v1-en"', 304],
  ['"other", W/"v1-en"', 304],
  ["*", 304],
  ['W/"v1-de"', 200],
  ["v1-en", 200],
])("whoever has %s gets %i", async (known, status) => {
  const response = send({ "if-none-match": known });
  expect(response.status).toBe(status);
  expect(response.headers.get("etag")).toBe('W/"v1-en"');
  expect(response.headers.get("content-security-policy")).toBe("default-src 'none'");
  if (status === 304) expect(await response.text()).toBe("");
});
