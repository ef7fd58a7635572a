import { expect, test } from "vitest";
import { isInNetwork, networkOf } from "./in-network.ts";

test.each<[address: string, range: string, isIn: boolean]>([
  ["203.0.113.7", "203.0.113.0/24", true],
  ["203.0.114.7", "203.0.113.0/24", false],
  ["203.0.113.7", "203.0.113.7", true],
  ["203.0.113.8", "203.0.113.7", false],
  ["::ffff:203.0.113.7", "203.0.113.0/24", true],
  ["203.0.113.7", "::ffff:203.0.113.0/120", true],
  ["2001:db8::7", "2001:db8::/32", true],
  ["2001:db9::7", "2001:db8::/32", false],
  ["2001:db8::7", "203.0.113.0/24", false],
  ["203.0.113.7", "0.0.0.0/0", true],
  ["2001:db8::7", "0.0.0.0/0", false],
  ["unknown", "0.0.0.0/0", false],
  ["0x7f.1", "127.0.0.0/8", false],
  ["203.0.113.7", "203.0.113.0/33", false],
  ["203.0.113.7", "nonsense", false],
])("%s in %s: %s", (address, range, isIn) => {
  expect(isInNetwork(address, [range])).toBe(isIn);
});

test("attempts of one IPv6 network are counted together, those of IPv4 one by one", () => {
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:db8:1:2:ffff::1")).toBe("2001:db8:1:2::/64");
  expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("unknown")).toBe("unknown");
});
