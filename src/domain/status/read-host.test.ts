import { expect, test } from "vitest";
import { hostNamesOf, readHost } from "./read-host.ts";

const OWN = hostNamesOf([
  "https://uptick.example.com",
  "uptick-git-main.vercel.app",
  undefined,
  "a.corp.example, b.corp.example:8443",
]);

test.each([
  null,
  "uptick.example.com",
  "UPTICK.example.com:443",
  "uptick.example.com.",
  "uptick-git-main.vercel.app",
  "a.corp.example",
  "b.corp.example:9000",
  "localhost:3000",
  "127.0.0.1:3000",
  "10.1.2.3",
  "[::1]:3000",
  "app:3000",
  "app.uptick.svc.cluster.local",
  "uptick.internal",
  "box.lan",
])("%s is the installation itself", (header) => {
  expect(readHost(header, OWN)).toEqual({ kind: "own" });
});

test.each([
  ["status.acme.com", "status.acme.com"],
  ["STATUS.Acme.COM", "status.acme.com"],
  ["status.acme.com:8443", "status.acme.com"],
  ["status.acme.com.", "status.acme.com"],
  ["status.acme.com.:443", "status.acme.com"],
  ["xn--mnchen-3ya.example", "xn--mnchen-3ya.example"],
  ["status.xn--p1ai", "status.xn--p1ai"],
  ["evil-uptick.example.com", "evil-uptick.example.com"],
  ["uptick.example.com.evil.com", "uptick.example.com.evil.com"],
  ["sub.uptick.example.com", "sub.uptick.example.com"],
  ["notlocalhost.com", "notlocalhost.com"],
])("%s may be the domain of a page", (header, domain) => {
  expect(readHost(header, OWN)).toEqual({ kind: "custom", domain });
});

test.each([
  "",
  " ",
  ".",
  "..",
  "status..acme.com",
  ".status.acme.com",
  "status.acme.com..",
  "-status.acme.com",
  "status-.acme.com",
  "status.acme.c",
  "status.acme.123",
  "0x7f.1",
  "status_page.acme.com",
  "münchen.example",
  "status。acme.com",
  "status.acme.com/path",
  "status.acme.com\\@uptick.example.com",
  "user@status.acme.com",
  "status.acme.com?x",
  "status.acme.com#x",
  "status.acme.com:99999999",
  "status.acme.com:80:80",
  "status.acme.com, uptick.example.com",
  "@status.acme.com",
  "%2e%2e.acme.com",
  "status.acme.com%00",
  "[::1",
  `${"a".repeat(64)}.acme.com`,
  `${"a.".repeat(130)}com`,
])("%j is no host", (header) => {
  expect(readHost(header, OWN)).toEqual({ kind: "malformed" });
});
