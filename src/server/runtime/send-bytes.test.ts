import { brotliDecompressSync, gunzipSync } from "node:zlib";
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

test.each([
  ["br, gzip", "br"],
  ["gzip, deflate, br", "br"],
  ["gzip", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["br;q=0.5", "br"],
  ["x-br, brown", null],
  ["", null],
])("whoever takes %s gets %s", async (accepted, encoding) => {
  const response = send({ "accept-encoding": accepted });
  expect(response.headers.get("content-encoding")).toBe(encoding);
  const body = Buffer.from(await response.arrayBuffer());
  const plain =
    encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
  expect(plain.toString()).toBe(TEXT);
  expect(response.headers.get("content-length")).toBe(String(body.length));
  expect(response.headers.get("vary")).toBe("accept-language, accept-encoding");
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
