import { getServers } from "node:dns";
import { askDoh } from "#probes/core/checks/dns/ask-doh.ts";
import { askServer, type DnsServer, type DnsSockets } from "#probes/core/checks/dns/ask-server.ts";
import type { DnsAnswer, DnsQuestion } from "#probes/core/checks/dns/dns-message.ts";
import type { DnsDeps } from "#probes/core/checks/dns/run-dns.ts";
import type { WebFetch, WebTrip } from "#probes/core/checks/web-fetch.ts";
import { Deadline } from "#probes/core/deadline.ts";
import { Fault } from "#probes/core/fault.ts";

const SERVER = /^(?:\[([0-9a-f:.%]+)\]|([0-9.]+)|([0-9a-f:.%]+))(?::(\d+))?$/i;

export type NodeResolveDeps = DnsSockets & {
  fetch: WebFetch;
  /** For the machine's own name servers, which the operator has chosen and which often are private. */
  own: DnsSockets;
  /** As node:dns lists them; tests name their own. */
  listServers?: () => string[];
};

/** The machine's own servers are asked directly, so that TTL, AD flag and response code are seen. */
export function createNodeResolve(deps: NodeResolveDeps): DnsDeps["resolve"] {
  return (resolver, question, run) => {
    if (resolver.type === "server") return askServer(deps, { server: resolver, question }, run);
    if (resolver.type === "doh") return askDoh({ fetch: deps.fetch, url: resolver.url }, question, run);
    return askOwnServers(deps, question, run);
  };
}

/** In turn, each but the last for its share of the time; the next is asked after silence or a refusal. */
async function askOwnServers(
  { own, listServers = getServers }: NodeResolveDeps,
  question: DnsQuestion,
  trip: WebTrip,
): Promise<DnsAnswer> {
  const servers = listServers().flatMap(readServer);
  let refused: DnsAnswer | null = null;
  let fault = new Fault("internal", "The probe's machine has no name server.");
  for (const [index, server] of servers.entries()) {
    const deadline = new Deadline(trip.deadline.leftMs / (servers.length - index));
    try {
      const answer = await askServer(own, { server, question }, { record: trip.record, deadline });
      if (answer.rcode === "NOERROR" || answer.rcode === "NXDOMAIN") return answer;
      refused = answer;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error;
    } finally {
      deadline.clear();
    }
  }
  if (refused !== null) return refused;
  throw fault;
}

function readServer(text: string): DnsServer[] {
  const [, bracketed, v4, v6, port] = SERVER.exec(text) ?? [];
  const host = bracketed ?? v4 ?? v6;
  return host === undefined ? [] : [{ host, port: Number(port ?? 53), transport: "udp" }];
}
