import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { classifyAddress } from "./classify-address.ts";
import { PUBLIC_EGRESS } from "./egress-policy.ts";
import { allowsHost, canonicalHost } from "./judge-host.ts";

test("no address of 100,000 is open here and shut for Python, however it is written", () => {
  const hosts = generateHosts(100_000, 20_261_121);
  const script = fileURLToPath(new URL("../../testing/egress/judge-addresses.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync("python3", [script], {
    input: hosts.join("\n"),
    encoding: "utf8",
    maxBuffer: 8_000_000,
  });
  expect(status, `python3 is needed: ${stderr}`).toBe(0);
  const answers = stdout.trimEnd().split("\n");
  expect(answers).toHaveLength(hosts.length);

  const unsafe: string[] = [];
  const seen = { open: 0, shut: 0, no: 0 };
  let allowed = 0;
  hosts.forEach((host, index) => {
    const answer = answers[index];
    if (answer === "open" || answer === "shut" || answer === "no") seen[answer] += 1;
    const isAllowed = allowsHost(PUBLIC_EGRESS, { host, port: 80, isWeb: true });
    if (isAllowed) allowed += 1;
    if (answer === "shut" && (isAllowed || classifyAddress(host) === "public")) unsafe.push(host);
    // Two readers of one text: where both find an address it has to be the one that is judged.
    if (answer === "open" && isAllowed && classifyAddress(canonicalHost(host) ?? "") !== "public")
      unsafe.push(host);
  });
  expect(unsafe).toEqual([]);
  // The comparison says nothing unless all three answers are common.
  expect(Math.min(seen.open, seen.shut, seen.no, allowed)).toBeGreaterThan(5_000);
}, 60_000);

/** Addresses near the edges of every range and anywhere, each in one of the ways that resolvers and parsers read. */
function generateHosts(count: number, seed: number): string[] {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const edges = [
    "0.0.0.0 9.255.255.255 10.0.0.0 10.255.255.255 11.0.0.0 100.63.255.255 100.64.0.0 100.127.255.255 100.128.0.0",
    "126.255.255.255 127.0.0.1 128.0.0.0 168.63.129.16 169.253.255.255 169.254.169.254 169.255.0.0 172.15.255.255",
    "172.16.0.0 172.31.255.255 172.32.0.0 191.255.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.167.255.255",
    "192.168.1.1 192.169.0.0 198.17.255.255 198.18.0.0 198.19.255.255 198.20.0.0 198.51.100.1 203.0.113.1",
    "223.255.255.255 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 8.8.8.8 93.184.216.34",
  ]
    .join(" ")
    .split(" ")
    .map((text) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0));
  const prefixes = [
    "::",
    "::ffff:",
    "64:ff9b::",
    "64:ff9b:1::",
    "2002:",
    "2001:0:",
    "2001:",
    "2606:4700:",
  ].concat([
    "fd00:ec2::",
    "fe80::",
    "fec0::",
    "ff02::",
    "fc00::",
    "2001:db8:",
    "3fff:",
    "2a00:1450:",
    "4000::",
    "100::",
  ]);
  const group = () => below(65_536).toString(16);

  function four(): string {
    const value = (random() < 0.5 ? pick(edges) + below(3) - 1 : below(2 ** 32)) >>> 0;
    const parts = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
    const dotted = parts.join(".");
    switch (below(9)) {
      case 0:
        return String(value);
      case 1:
        return `0x${value.toString(16)}`;
      case 2:
        return parts.map((part) => `0${part.toString(8)}`).join(".");
      case 3:
        return `${parts[0]}.${value & 0xff_ff_ff}`;
      case 4:
        return `${parts[0]}.${parts[1]}.0x${(value & 0xff_ff).toString(16)}`;
      case 5:
        return dotted.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
      case 6:
        return `${dotted}.`;
      default:
        return dotted;
    }
  }

  function six(): string {
    const prefix = pick(prefixes);
    const value = (random() < 0.5 ? pick(edges) : below(2 ** 32)) >>> 0;
    const mapped = `${(value >>> 16).toString(16)}:${(value & 0xff_ff).toString(16)}`;
    if (prefix === "2002:") return `2002:${mapped}::${group()}`;
    if (prefix.endsWith("::") || prefix === "::ffff:") return `${prefix}${mapped}`;
    return `${prefix}${group()}:${group()}::${group()}`;
  }

  return Array.from({ length: count }, () => {
    const kind = random();
    if (kind < 0.55) return four();
    if (kind < 0.85) return six();
    return `${pick(["example", "a", "host-1", "foo.localhost", "x.1", "10.0.0.1.nip"])}.${pick(["com", "test", "io", "1"])}`;
  });
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
