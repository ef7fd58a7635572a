import { expect, test } from "vitest";
import { writeSecurityText } from "./write-security-text.ts";

test("it says whom to write to, until when it holds, and where it stands", () => {
  const nowMs = Date.UTC(2026, 10, 22, 17, 3);
  expect(
    writeSecurityText({ contactUrl: "https://a.example/security", appUrl: "https://up.example" }, nowMs),
  ).toBe(`Contact: https://a.example/security
Expires: 2027-05-21T00:00:00.000Z
Preferred-Languages: en
Canonical: https://up.example/.well-known/security.txt
`);
});
