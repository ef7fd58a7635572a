import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { acknowledgeUrl, readAcknowledgeToken } from "./acknowledge-link.ts";

const SECRET = "a".repeat(32);
const DELIVERY = "0199d1c2-0000-7000-8000-000000000001";
const OTHER = "0199d1c2-0000-7000-8000-000000000002";

const url = acknowledgeUrl("https://uptick.example", SECRET, DELIVERY);
const token = url.slice("https://uptick.example/acknowledge/".length);
const [, signature = ""] = token.split(".");

test("a link leads back to its delivery, and is the same on every retry", () => {
  expect(url).toBe(`https://uptick.example/acknowledge/${DELIVERY}.${signature}`);
  expect(readAcknowledgeToken(SECRET, token)).toBe(DELIVERY);
  expect(acknowledgeUrl("https://uptick.example", SECRET, DELIVERY)).toBe(url);
});

test("a link survives being a path of a URL", () => {
  expect(decodeURIComponent(new URL(url).pathname)).toBe(`/acknowledge/${token}`);
});

test("no changed character of a signature is taken", () => {
  for (let at = 0; at < signature.length; at += 1) {
    const other = signature[at] === "A" ? "B" : "A";
    const changed = `${signature.slice(0, at)}${other}${signature.slice(at + 1)}`;
    expect(readAcknowledgeToken(SECRET, `${DELIVERY}.${changed}`), `character ${at}`).toBeNull();
  }
});

test("the unused bits of the last character are no second spelling of a signature", () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const accepted = [...alphabet].filter(
    (last) => readAcknowledgeToken(SECRET, `${DELIVERY}.${signature.slice(0, -1)}${last}`) !== null,
  );
  expect(accepted).toEqual([signature.at(-1)]);
});

test.each([
  { name: "another delivery", given: `${OTHER}.${signature}` },
  { name: "no signature", given: DELIVERY },
  { name: "an empty signature", given: `${DELIVERY}.` },
  { name: "a longer signature", given: `${token}A` },
  { name: "a shorter signature", given: token.slice(0, -1) },
  { name: "padding", given: `${token}=` },
  { name: "capitals in the id", given: `${DELIVERY.toUpperCase()}.${signature}` },
  { name: "a line break", given: `${token}\n` },
  { name: "nothing", given: "" },
])("$name is refused", ({ given }) => {
  expect(readAcknowledgeToken(SECRET, given)).toBeNull();
});

test("a link of an installation with another secret is refused", () => {
  expect(readAcknowledgeToken("b".repeat(32), token)).toBeNull();
});

test("the signature is not made with the secret itself", () => {
  expect(signature).not.toBe(createHmac("sha256", SECRET).update(DELIVERY).digest("base64url"));
});
