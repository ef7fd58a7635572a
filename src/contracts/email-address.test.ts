import { describe, expect, test } from "vitest";
import { AccountEmail } from "./account.ts";
import { EmailAddress } from "./email-address.ts";
import { InvitationInput } from "./member.ts";

const REFUSED = [
  "a@example.com\r\nBcc: all@example.com",
  "a@example.com\nb@example.com",
  "a\0@example.com",
  "a@example.com,b@example.com",
  "a@example.com;b@example.com",
  "a@example.com b@example.com",
  '"a@evil.example"@example.com',
  "a@b@example.com",
  "Ada <a@example.com>",
  "<a@example.com>",
  "a＠example.com",
  "ａ@example.com",
  "a@ｅxample.com",
  "a@exämple.com",
  "a@example.com\u2028b",
  "a\u200b@example.com",
  "a@[127.0.0.1]",
  "a@localhost",
  "a@example..com",
  ".a@example.com",
  "(x)a@example.com",
  "a@example.com%0d%0aBcc:b@example.com",
  `${"a".repeat(300)}@example.com`,
  `a@${"b".repeat(1_000_000)}.com`,
  "",
];

describe.each([
  ["an account", AccountEmail],
  ["an invitation", InvitationInput.shape.email],
  ["a sign-in link", EmailAddress],
])("the e-mail address of %s", (_, schema) => {
  test.each(REFUSED.map((address) => [address.slice(0, 60), address]))("is not %j", (_start, address) => {
    expect(schema.safeParse(address).success).toBe(false);
  });

  test("is one mailbox, without the spaces around it", () => {
    expect(schema.parse(" ada.l+uptick@example.com\n")).toBe("ada.l+uptick@example.com");
  });
});

test("an account's address is in lower case", () => {
  expect(AccountEmail.parse("Ada@Example.COM")).toBe("ada@example.com");
});
