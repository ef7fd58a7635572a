import ipaddr from "ipaddr.js";
import { type Address, classifyAddress, readAddress } from "./classify-address.ts";

/** What the operator opens beyond public addresses; never filled from what users type. */
export type EgressPolicy = {
  /** Whether private ranges are open; link-local and metadata addresses are not among them. */
  privateRanges: boolean;
  rules: readonly EgressRule[];
  /** Names and addresses of the service itself, in lower case, which nobody checks through it. */
  deniedHosts: readonly string[];
};

export type EgressRule = {
  network: Address;
  bits: number;
  /** Null: every port. */
  port: number | null;
};

/** For an operator's own tools and tests on one machine: private ranges are open, metadata addresses are not. */
export const OPEN_EGRESS: EgressPolicy = { privateRanges: true, rules: [], deniedHosts: [] };

/** Public addresses only. */
export const PUBLIC_EGRESS: EgressPolicy = { privateRanges: false, rules: [], deniedHosts: [] };

/** One sentence for every refusal, so that nothing about the inside can be learnt from it. */
export const EGRESS_REFUSAL = "This address is not allowed by the operator's egress policy.";

export type EgressEnv = { UPTICK_EGRESS_ALLOW: string };

/** Throws a RangeError that names the entry which cannot be read. `ownUrls` are closed to checks unless private ranges are open. */
export function readEgressPolicy(env: EgressEnv, ownUrls: readonly string[] = []): EgressPolicy {
  const entries = env.UPTICK_EGRESS_ALLOW.split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "" && entry !== "none");
  const privateRanges = entries.includes("private");
  return {
    privateRanges,
    rules: entries.filter((entry) => entry !== "private").map(readRule),
    deniedHosts: privateRanges ? [] : ownUrls.map(hostOfUrl),
  };
}

/** For schemas of the environment: the problem in words, or null. */
export function findEgressMistake(text: string): string | null {
  try {
    readEgressPolicy({ UPTICK_EGRESS_ALLOW: text });
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Whether this very address and port may be connected to. */
export function allowsAddress(policy: EgressPolicy, text: string, port: number): boolean {
  const address = readAddress(text);
  if (address === null || policy.deniedHosts.includes(address.toString())) return false;
  const kind = classifyAddress(text);
  if (kind === "public" || (kind === "private" && policy.privateRanges)) return true;
  const mustBeExact = kind === "metadata" || kind === "link-local" || kind === "embedded";
  return policy.rules.some((rule) => opens(rule, { address, port, mustBeExact }));
}

function opens(rule: EgressRule, to: { address: Address; port: number; mustBeExact: boolean }): boolean {
  if (rule.port !== null && rule.port !== to.port) return false;
  if (rule.network.kind() !== to.address.kind()) return false;
  const isExact = rule.bits === (rule.network.kind() === "ipv4" ? 32 : 128);
  return (isExact || !to.mustBeExact) && to.address.match(rule.network, rule.bits);
}

const RULE = /^(?:\[([0-9a-f:.]+)(?:\/(\d{1,3}))?\]|([0-9.]+)(?:\/(\d{1,3}))?)(?::(\d{1,5}))?$/i;
const BARE_IPV6 = /^([0-9a-f:.]*:[0-9a-f:.]*)(?:\/(\d{1,3}))?$/i;

/** `10.1.2.3`, `10.0.0.0/8`, `10.1.2.3:8123`, `fd00::/8` or `[fd00::5]:443`. */
function readRule(entry: string): EgressRule {
  const [, inner, innerBits, four, fourBits, portText] = RULE.exec(entry) ?? [];
  const [, bare, bareBits] = inner === undefined && four === undefined ? (BARE_IPV6.exec(entry) ?? []) : [];
  const network = readAddress(inner ?? four ?? bare ?? "");
  if (network === null) throw new RangeError(`${entry} is neither an address nor a network`);
  const most = network.kind() === "ipv4" ? 32 : 128;
  const bits = Number(innerBits ?? fourBits ?? bareBits ?? most);
  const port = portText === undefined ? null : Number(portText);
  if (bits > most || port === 0 || (port ?? 1) > 65_535) throw new RangeError(`${entry} is out of range`);
  return { network, bits, port };
}

function hostOfUrl(url: string): string {
  const { hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return ipaddr.isValid(host) ? ipaddr.parse(host).toString() : host;
}
