import { readAddress } from "./classify-address.ts";
import { allowsAddress, type EgressPolicy } from "./egress-policy.ts";

export type HostTarget = {
  /** A name or an address; IPv6 with or without brackets. */
  host: string;
  port: number;
  /** Speaks HTTP, so that ports of other protocols are none of its business. */
  isWeb: boolean;
};

/** Names under which clouds hand out credentials; `.internal` of Google's also resolves outside of it on some servers. */
const METADATA_NAMES = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "instance-data",
  "instance-data.ec2.internal",
]);

/** The ports that https://fetch.spec.whatwg.org/#port-blocking closes to HTTP; mail's 25, 465 and 587 are among them. */
const BAD_PORTS = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/**
 * The host as a URL's parser writes it, in lower case and without brackets or a last dot, or null when it is none.
 * Resolvers read `127.1`, `0x7f000001` and full-width digits as addresses, so they are judged as such.
 */
export function canonicalHost(text: string): string | null {
  if (readAddress(text) !== null) return readAddress(text)?.toString() ?? null;
  if (/[/?#@\\\s]/.test(text) || !URL.canParse(`http://${text}/`)) return null;
  const url = new URL(`http://${text}/`);
  if (url.port !== "" || (text.includes(":") && !text.startsWith("["))) return null;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (host === "" || host.length > 253 || host.split(".").some(isBadLabel)) return null;
  return readAddress(host)?.toString() ?? host;
}

/** Whether a target may be looked up and connected to at all; the addresses of a name are judged when it is looked up. */
export function allowsHost(policy: EgressPolicy, { host, port, isWeb }: HostTarget): boolean {
  const name = canonicalHost(host);
  if (name === null || METADATA_NAMES.has(name) || policy.deniedHosts.includes(name)) return false;
  if (isWeb && !policy.privateRanges && isForeignPort(policy, port)) return false;
  if (readAddress(name) !== null) return allowsAddress(policy, name, port);
  if (name === "localhost" || name.endsWith(".localhost")) {
    return allowsAddress(policy, "127.0.0.1", port) || allowsAddress(policy, "::1", port);
  }
  return name.includes(".") || policy.privateRanges;
}

function isForeignPort(policy: EgressPolicy, port: number): boolean {
  return BAD_PORTS.has(port) && !policy.rules.some((rule) => rule.port === port);
}

function isBadLabel(label: string): boolean {
  return label === "" || (label.length > 63 && !label.includes(":"));
}
