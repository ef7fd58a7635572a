import { expect, test } from "vitest";
import { allowsAddress, findEgressMistake, PUBLIC_EGRESS, readEgressPolicy } from "./egress-policy.ts";
import { allowsHost } from "./judge-host.ts";

const read = (text: string) => readEgressPolicy({ UPTICK_EGRESS_ALLOW: text });

test.each([
  { allow: "", address: "10.0.0.1", port: 80, open: false },
  { allow: "none", address: "10.0.0.1", port: 80, open: false },
  { allow: "private", address: "10.0.0.1", port: 80, open: true },
  { allow: "private", address: "127.0.0.1", port: 80, open: true },
  { allow: "private", address: "fd12::1", port: 80, open: true },
  { allow: "private", address: "169.254.169.254", port: 80, open: false },
  { allow: "private", address: "fd00:ec2::254", port: 80, open: false },
  { allow: "private", address: "168.63.129.16", port: 80, open: false },
  { allow: "private", address: "100.100.100.200", port: 80, open: false },
  { allow: "private", address: "192.0.0.192", port: 80, open: false },
  { allow: "private", address: "fe80::1", port: 80, open: false },
  { allow: "private", address: "::ffff:10.0.0.1", port: 80, open: false },
  { allow: "10.0.0.0/8", address: "10.1.2.3", port: 5432, open: true },
  { allow: "10.0.0.0/8", address: "11.0.0.0", port: 5432, open: true },
  { allow: "10.0.0.0/8", address: "192.168.0.1", port: 5432, open: false },
  { allow: "10.0.0.5:8123", address: "10.0.0.5", port: 8123, open: true },
  { allow: "10.0.0.5:8123", address: "10.0.0.5", port: 8124, open: false },
  { allow: "[fd00::5]:443, 10.0.0.1", address: "fd00::5", port: 443, open: true },
  { allow: "fd00::/8", address: "fd99::1", port: 443, open: true },
  { allow: "0.0.0.0/0", address: "169.254.169.254", port: 80, open: false },
  { allow: "169.254.0.0/16", address: "169.254.169.254", port: 80, open: false },
  { allow: "169.254.169.254", address: "169.254.169.254", port: 80, open: true },
  { allow: "169.254.169.254:80", address: "169.254.169.254", port: 81, open: false },
])("with “$allow” $address:$port is open: $open", ({ allow, address, port, open }) => {
  expect(allowsAddress(read(allow), address, port)).toBe(open);
});

test.each([
  "example.com",
  "10.0.0.0/33",
  "fd00::/129",
  "10.0.0.1:0",
  "10.0.0.1:65536",
  "10.0.0",
  "private/8",
])("%s is named as the mistake", (entry) => {
  expect(findEgressMistake(`private,${entry}`)).toContain(entry);
});

test.each([
  ["example.com", true],
  ["EXAMPLE.com.", true],
  ["_dmarc.example.com", true],
  ["localhost", false],
  ["localhost.", false],
  ["foo.localhost", false],
  ["metadata", false],
  ["metadata.google.internal", false],
  ["intranet", false],
  ["127.1", false],
  ["0", false],
  ["0x7f.1", false],
  ["①②⑦.⓪.⓪.①", false],
  ["127。0。0。1", false],
  ["%31%32%37.0.0.1", false],
  ["ⓛocalhost", false],
  ["[::1]", false],
  ["::1", false],
  ["fe80::1%eth0", false],
  ["user@example.com", false],
  ["example.com:80", false],
  ["exa\tmple.com", false],
  ["", false],
  [`${"a".repeat(64)}.com`, false],
  [`${"a.".repeat(150)}com`, false],
])("the host %s may be looked up: %s", (host, open) => {
  expect(allowsHost(PUBLIC_EGRESS, { host, port: 80, isWeb: true })).toBe(open);
});

test.each([0, 22, 25, 465, 587, 6667, 10_080])(
  "port %i is closed to HTTP and open to its own protocol",
  (port) => {
    expect(allowsHost(PUBLIC_EGRESS, { host: "example.com", port, isWeb: true })).toBe(false);
    expect(allowsHost(PUBLIC_EGRESS, { host: "example.com", port, isWeb: false })).toBe(true);
  },
);

test("nobody checks the service through itself, unless its machine is open anyway", () => {
  const own = ["https://up.example.com/", "postgresql://u:p@93.184.216.34:5432/x"];
  const policy = readEgressPolicy({ UPTICK_EGRESS_ALLOW: "" }, own);
  expect(allowsHost(policy, { host: "UP.example.com", port: 443, isWeb: true })).toBe(false);
  expect(allowsAddress(policy, "93.184.216.34", 5432)).toBe(false);
  const open = readEgressPolicy({ UPTICK_EGRESS_ALLOW: "private" }, own);
  expect(allowsHost(open, { host: "up.example.com", port: 443, isWeb: true })).toBe(true);
});
