import { afterEach, expect, test } from "vitest";
import { introduceAs, userAgent } from "./user-agent.ts";

afterEach(() => introduceAs(undefined));

test("requests name the address that answers questions about them", () => {
  expect(userAgent()).toBe("Uptick/0.1 (uptime monitor)");
  introduceAs("https://up.example.com/about?x=1");
  expect(userAgent()).toBe("Uptick/0.1 (+https://up.example.com/about?x=1)");
});

test.each([
  "",
  "up.example.com",
  "https://a.example/\r\nX: y",
  "https://a.example/)",
  `https://${"a".repeat(300)}`,
])("%j is no contact", (contactUrl) => {
  introduceAs(contactUrl);
  expect(userAgent()).toBe("Uptick/0.1 (uptime monitor)");
});
