import ipaddr from "ipaddr.js";

/**
 * What an address is to a check of somebody else's: `public` may be connected to, the rest only when the operator opens it.
 * `private` is the inside of a network that its owner may want to watch, `metadata` hands out a cloud's credentials,
 * and `invalid` is no address at all.
 */
export type AddressClass =
  | "public"
  | "private"
  | "link-local"
  | "metadata"
  | "embedded"
  | "reserved"
  | "invalid";

type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number];

const METADATA = cidrs(
  "169.254.169.254/32 169.254.169.253/32 169.254.170.2/32 169.254.170.23/32 168.63.129.16/32 100.100.100.200/32 192.0.0.192/32",
);
const PRIVATE = cidrs("10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.168.0.0/16");
const LINK_LOCAL = cidrs("169.254.0.0/16");
// IANA's special-purpose registry of IPv4, multicast and the former class E.
const RESERVED = cidrs(
  "0.0.0.0/8 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
);

const METADATA_6 = cidrs("fd00:ec2::254/128 fd00:ec2::23/128 fd00:ec2::253/128 fd20:ce::254/128");
const PRIVATE_6 = cidrs("::1/128 fc00::/7");
const LINK_LOCAL_6 = cidrs("fe80::/10");
// Each carries an IPv4 address that a router on the way may take out again: mapped, compatible, NAT64, 6to4 and Teredo.
const EMBEDDED_6 = cidrs("::ffff:0:0/96 ::/96 64:ff9b::/96 64:ff9b:1::/48 2002::/16 2001::/32");
const GLOBAL_6 = cidrs("2000::/3");
const RESERVED_6 = cidrs("::/128 2001::/23 2001:db8::/32 3fff::/20");

/** Never throws. IPv6 is given without brackets; a zone (`fe80::1%eth0`) is no part of an address here. */
export function classifyAddress(text: string): AddressClass {
  const address = readAddress(text);
  if (address === null) return "invalid";
  return address.kind() === "ipv4" ? classifyIpv4(address) : classifyIpv6(address);
}

function classifyIpv4(address: Address): AddressClass {
  if (within(address, METADATA)) return "metadata";
  if (within(address, LINK_LOCAL)) return "link-local";
  if (within(address, RESERVED)) return "reserved";
  return within(address, PRIVATE) ? "private" : "public";
}

function classifyIpv6(address: Address): AddressClass {
  if (within(address, METADATA_6)) return "metadata";
  if (within(address, LINK_LOCAL_6)) return "link-local";
  if (within(address, PRIVATE_6)) return "private";
  if (within(address, EMBEDDED_6)) return "embedded";
  return within(address, RESERVED_6) || !within(address, GLOBAL_6) ? "reserved" : "public";
}

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Four decimal parts or IPv6; the short, octal and hexadecimal forms that some resolvers take are none. */
export function readAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.IPv6.parse(text);
}

export function within(address: Address, networks: readonly Cidr[]): boolean {
  return networks.some(
    ([network, bits]) => address.kind() === network.kind() && address.match(network, bits),
  );
}

function cidrs(list: string): Cidr[] {
  return list.split(" ").map((cidr) => ipaddr.parseCIDR(cidr));
}
