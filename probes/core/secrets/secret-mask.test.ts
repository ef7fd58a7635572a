import fc from "fast-check";
import { expect, test } from "vitest";
import { SecretMask } from "./secret-mask.ts";

const VALUE = 'tök&en/9 "x"';
const mask = new SecretMask([{ name: "TOKEN", value: VALUE }]);
const utf8 = (text: string) => Buffer.from(text, "utf8");

test.each([
  { name: "as it is", text: `got ${VALUE}!` },
  { name: "percent-encoded", text: `/path?key=${encodeURIComponent(VALUE)}&x=1` },
  { name: "as a form encodes it", text: `key=${encodeURIComponent(VALUE).replaceAll("%20", "+")}` },
  { name: "in JSON", text: JSON.stringify({ key: VALUE }) },
  { name: "in HTML", text: `<b>${VALUE.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}</b>` },
  { name: "in an echoed Basic header", text: `Basic ${utf8(`me:${VALUE}`).toString("base64")}` },
  { name: "in base64 after one byte", text: utf8(`a${VALUE}b`).toString("base64") },
  { name: "in base64url after two bytes", text: utf8(`ab${VALUE}`).toString("base64url") },
  { name: "in hex", text: utf8(VALUE).toString("hex") },
])("a secret is masked $name", ({ text }) => {
  const masked = mask.mask(text);
  expect(masked).toContain("{{secret.TOKEN}}");
  expect(masked).not.toContain(VALUE.slice(0, 6));
});

test("the beginning of a secret at the end of a sample is masked", () => {
  const masked = mask.mask(`${"x".repeat(300)}${VALUE.slice(0, 7)}`);
  expect(masked).toBe(`${"x".repeat(300)}{{secre`);
});

test("the longest of overlapping secrets is masked as a whole", () => {
  const both = new SecretMask([
    { name: "SHORT", value: "abcdef" },
    { name: "LONG", value: "abcdefghij" },
  ]);
  expect(both.mask("abcdefghij")).toBe("{{secret.LONG}}");
});

test("a PEM secret is masked line by line, because an answer may break it differently", () => {
  const line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC";
  const pem = new SecretMask([{ name: "KEY", value: `-----BEGIN X-----\n${line}\n-----END X-----` }]);
  expect(pem.mask(`seen: ${line}`)).toBe("seen: {{secret.KEY}}");
});

test("every string is masked, however deep, and nothing else changes", () => {
  const seen = { message: VALUE, headers: [["x-echo", VALUE]], size: 3, none: null };
  expect(mask.mask(seen)).toEqual({
    message: "{{secret.TOKEN}}",
    headers: [["x-echo", "{{secret.TOKEN}}"]],
    size: 3,
    none: null,
  });
});

test("no text keeps a secret, whatever stands around it", () => {
  const aSecret = fc.string({ minLength: 6, maxLength: 40, unit: "grapheme-ascii" });
  fc.assert(
    fc.property(aSecret, fc.string(), fc.string(), (value, before, after) => {
      fc.pre(!"{{secret.A}}".includes(value));
      const masked = new SecretMask([{ name: "A", value }]).mask(`${before}${value}${after}`);
      expect(masked.replaceAll("{{secret.A}}", "").includes(value)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
