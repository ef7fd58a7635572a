import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { KeyRingError, openSecret, parseKeyRing, type SecretPlace, sealSecret } from "./key-ring.ts";

const newKey = () => randomBytes(32).toString("base64");
const [first, second] = [newKey(), newKey()];
const ring = parseKeyRing(`a:${first}`);
const place: SecretPlace = { workspaceId: "w1", table: "channel", rowId: "r1", field: "token" };

test("a secret opens where it was sealed, and no two envelopes are equal", () => {
  const [one, other] = [sealSecret(ring, place, "hüsh"), sealSecret(ring, place, "hüsh")];
  expect(one).toMatch(/^v1\.a\.[\w-]{16}\.[\w-]+$/);
  expect(one).not.toBe(other);
  expect([openSecret(ring, place, one), openSecret(ring, place, other)]).toEqual(["hüsh", "hüsh"]);
});

test.each([{ workspaceId: "w2" }, { rowId: "r2" }, { field: "url" }])(
  "a ciphertext that was moved to %j does not open",
  (moved) => {
    const envelope = sealSecret(ring, place, "hush");
    expect(() => openSecret(ring, { ...place, ...moved }, envelope)).toThrow(KeyRingError);
  },
);

test("every changed character is noticed", () => {
  const envelope = sealSecret(ring, place, "hush");
  const start = envelope.lastIndexOf(".") + 1;
  for (let at = start; at < envelope.length - 1; at += 1) {
    const changed =
      envelope.slice(0, at) + (envelope.charAt(at) === "A" ? "B" : "A") + envelope.slice(at + 1);
    expect(() => openSecret(ring, place, changed)).toThrow(KeyRingError);
  }
  for (const damaged of ["", "v1", "v2.a.b.c", `${envelope}.x`, envelope.slice(0, 25)]) {
    expect(() => openSecret(ring, place, damaged)).toThrow(KeyRingError);
  }
});

test("the first key encrypts, older ones still open, a removed one does not", () => {
  const old = sealSecret(ring, place, "hush");
  const turned = parseKeyRing(`b:${second}, a:${first}`);
  expect(openSecret(turned, place, old)).toBe("hush");
  expect(sealSecret(turned, place, "hush")).toMatch(/^v1\.b\./);
  expect(() => openSecret(parseKeyRing(`b:${second}`), place, old)).toThrow("no key a");
});

test.each([
  "",
  "a",
  `a:${first},`,
  "a:AAAA",
  `:${first}`,
  `a.b:${first}`,
  `a:${randomBytes(31).toString("base64")}`,
  `a:${first},a:${second}`,
])("the key ring %j is refused", (text) => {
  expect(() => parseKeyRing(text)).toThrow(KeyRingError);
});
