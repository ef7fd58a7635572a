import ipaddr from "ipaddr.js";
import { type Address, readAddress, within } from "#transport/egress/classify-address.ts";

/** Whether an address lies in one of the ranges: addresses and CIDR networks of both families. An unknown one does not. */
export function isInNetwork(address: string, ranges: readonly string[]): boolean {
  const asked = plainAddress(address);
  if (asked === null) return false;
  return within(
    asked,
    ranges.flatMap((range) => {
      const network = readRange(range);
      return network === null ? [] : [network];
    }),
  );
}

/** What attempts are counted by: one holder of IPv6 addresses has a whole /64 of them. */
export function networkOf(address: string): string {
  const known = plainAddress(address);
  if (known === null || known.kind() === "ipv4") return known?.toString() ?? address;
  return `${known.toNormalizedString().split(":").slice(0, 4).join(":")}::/64`;
}

/** An IPv4 address that came in as IPv6 is the IPv4 address. */
function plainAddress(text: string): Address | null {
  const address = readAddress(text);
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address;
}

function readRange(range: string): [Address, number] | null {
  const [base = "", bits] = range.split("/");
  const address = plainAddress(base);
  if (address === null) return null;
  const whole = address.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return [address, whole];
  // A mapped network such as ::ffff:10.0.0.0/104 counts its bits from the front of an IPv6 address.
  const length = Number(bits) - (address.kind() === "ipv4" && base.includes(":") ? 96 : 0);
  return Number.isInteger(length) && length >= 0 && length <= whole ? [address, length] : null;
}
