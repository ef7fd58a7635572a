import { DnsCheck } from "#contracts/checks/dns.ts";
import { createDnsRunner } from "#probes/core/checks/dns/run-dns.ts";
import { createNodeResolve } from "#probes/platform/node/checks/dns/node-resolve.ts";
import { createNodeAsk } from "#probes/platform/node/node-datagram.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { createWireFetch } from "#probes/platform/node/wire-fetch.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "./check-config.ts";
import { answers, type NameServer, startNameServer, type Zone } from "./name-server.ts";
import { closeTargets } from "./socket-targets.ts";

export const authority = createCertificateAuthority();
const open: NameServer[] = [];

/** For afterEach. */
export async function closeNameServers(): Promise<void> {
  for (const server of open.splice(0)) server.close();
  await closeTargets();
}

export async function start(...given: Parameters<typeof startNameServer>): Promise<NameServer> {
  const server = await startNameServer(...given);
  open.push(server);
  return server;
}

const dial = createNodeDial({ egress: OPEN_EGRESS, ca: [authority.cert] });
const ask = createNodeAsk({ egress: OPEN_EGRESS });

export function runner(
  listServers: () => string[] = () => [],
  maySee: (address: string) => boolean = () => true,
) {
  const own = { dial, ask };
  const resolve = createNodeResolve({ ...own, own, fetch: createWireFetch(dial), listServers, maySee });
  return createDnsRunner({ resolve, random: () => 0.5 });
}

export type Wish = Partial<Omit<DnsCheck, "kind" | "resolver">> & { timeoutMs?: number };

export function checkBy(resolver: unknown, { timeoutMs = 2000, ...wish }: Wish = {}) {
  const check = DnsCheck.parse({ kind: "dns", name: "www.example.com", resolver, ...wish });
  return configWith(check, timeoutMs);
}

export function by(port: number, transport = "udp") {
  return { type: "server", host: transport === "tls" ? "localhost" : "127.0.0.1", port, transport };
}

export const noSuchName: Zone = () => ({ flags: 3 });
export const nothing: Zone = () => ({});
export const A: Zone = ({ name }) => answers({ type: "A", name, ttl: 60, data: "192.0.2.7" });
