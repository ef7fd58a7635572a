import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { md5 } from "./md5.ts";

// RFC 1321, appendix A.5.
test.each([
  ["", "d41d8cd98f00b204e9800998ecf8427e"],
  ["a", "0cc175b9c0f1b6a831c399e269772661"],
  ["message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
  [
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
    "57edf4a22be3c955ac49da2e2107b67a",
  ],
])("the digest of %j is the RFC's", (text, digest) => {
  expect(md5(text)).toBe(digest);
});

test("every length around a block's end agrees with OpenSSL", () => {
  for (let length = 0; length < 200; length += 1) {
    const text = "ü".repeat(length);
    expect(md5(text)).toBe(createHash("md5").update(text).digest("hex"));
  }
});
