import { describe, expect, test } from "vitest";
import { HttpCheck, HttpHeader } from "./checks/http.ts";

const BREAKS = ["\r\n", "\n", "\r", "\0"];
const ENDS = ["X-Admin: 1", "", " folded", "\r\n\r\nGET / HTTP/1.1"];

describe("a header", () => {
  test.each(BREAKS.flatMap((line) => ENDS.map((end) => [`a${line}${end}`])))(
    "has neither name nor value %j",
    (text) => {
      expect(HttpHeader.safeParse({ name: "x-trace", value: text }).success).toBe(false);
      expect(HttpHeader.safeParse({ name: text, value: "1" }).success).toBe(text.trim() === "a");
    },
  );

  test.each([":", "a:b", "a b", "é", "＠", "a\u0001", "(x)", "x=y", ""])("is not called %j", (name) => {
    expect(HttpHeader.safeParse({ name, value: "1" }).success).toBe(false);
  });

  test.each(["漢", "Ā", "👍", "\u2028", "\u007f", "\u001b[31m"])("does not say %j", (value) => {
    expect(HttpHeader.safeParse({ name: "x-trace", value }).success).toBe(false);
  });

  test.each(["", "Bearer a.b-c", "a\tb", "café", 'W/"1"'])("may say %j", (value) => {
    expect(HttpHeader.safeParse({ name: "x-trace", value }).success).toBe(true);
  });
});

describe("the address of a check", () => {
  const { url } = HttpCheck.shape;

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt://example.com/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.com",
    "https://",
    "https://user:secret@example.com",
    "http://exa\nmple.com",
    "http://example.com/\r\nHost: other.example",
    "http://example.com/a b",
    "java\tscript:alert(1)",
    "https://example.com/\0",
  ])("is not %j", (text) => {
    expect(url.safeParse(text).success).toBe(false);
  });

  test.each([
    "https://example.com/?q=<script>alert(1)</script>",
    'http://example.com/"><svg/onload=alert(1)>',
    "https://münchen.example/größe#{{7*7}}",
  ])("may be %j", (text) => {
    expect(url.parse(text)).toBe(text);
  });
});

describe("a body of JSON", () => {
  const json = (body: string | null) =>
    HttpCheck.safeParse({
      kind: "http",
      url: "https://example.com/",
      method: "POST",
      headers: [],
      body,
      bodyType: "json",
      expectedStatus: [{ from: 200, to: 299 }],
      keyword: null,
      followRedirects: true,
    });

  test.each([
    '{"a": 1}',
    "[]",
    "null",
    "",
    null,
    '{"token": "{{secret.API_TOKEN}}"}',
    '{"count": {{ secret.COUNT }}, "id": {{vars.id}}}',
  ])("may be %j", (body) => {
    expect(json(body).success).toBe(true);
  });

  test.each(["{", "{a: 1}", "{'a': 1}", "[1,]", "{{secret.lower case}}", "hello"])("is not %j", (body) => {
    const parsed = json(body);
    expect(parsed.error?.issues).toEqual([expect.objectContaining({ path: ["body"] })]);
  });
});
