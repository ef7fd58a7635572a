import { getServers } from "node:dns";
import { askDoh } from "#probes/core/checks/dns/ask-doh.ts";
import { askServer, type DnsServer, type DnsSockets } from "#probes/core/checks/dns/ask-server.ts";
import type { DnsAnswer, DnsQuestion } from "#probes/core/checks/dns/dns-message.ts";
import type { DnsDeps } from "#probes/core/checks/dns/run-dns.ts";
import type { WebFetch, WebTrip } from "#probes/core/checks/web-fetch.ts";
import { Deadline } from "#probes/core/deadline.ts";
import { Fault } from "#probes/core/fault.ts";
import { EGRESS_REFUSAL } from "#transport/egress/egress-policy.ts";

const ADDRESS_TYPES = new Set(["A", "AAAA"]);
const SERVER = /^(?:\[([0-9a-f:.%]+)\]|([0-9.]+)|([0-9a-f:.%]+))(?::(\d+))?$/i;

export type NodeResolveDeps = DnsSockets & {
  fetch: WebFetch;
  /** For the machine's own name servers, which the operator has chosen and which often are private. */
  own: DnsSockets;
  /** Whether the outside may hear of this address: the machine's own servers also know the inside. */
  maySee: (address: string) => boolean;
  /** As node:dns lists them; tests name their own. */
  listServers?: () => string[];
};

/** The machine's own servers are asked directly, so that TTL, AD flag and response code are seen. */
export function createNodeResolve(deps: NodeResolveDeps): DnsDeps["resolve"] {
  return (resolver, question, run) => {
    if (resolver.type === "server") return askServer(deps, { server: resolver, question }, run);
    if (resolver.type === "doh") return askDoh({ fetch: deps.fetch, url: resolver.url }, question, run);
    return askAsOutsider(deps, question, run);
  };
}

async function askAsOutsider(
  deps: NodeResolveDeps,
  question: DnsQuestion,
  trip: WebTrip,
): Promise<DnsAnswer> {
  const { maySee } = deps;
  const reversed = addressOfReverseName(question.name);
  if (reversed !== null && !maySee(reversed)) throw new Fault("blocked", EGRESS_REFUSAL);
  const answer = await askOwnServers(deps, question, trip);
  const isInside = answer.records.some(({ type, data }) => ADDRESS_TYPES.has(type) && !maySee(data));
  if (isInside) throw new Fault("blocked", EGRESS_REFUSAL);
  return answer;
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

/** Of 4.3.2.1.in-addr.arpa and its like for IPv6; null for any other name, and for the zones above. */
function addressOfReverseName(name: string): string | null {
  const v4 = /^((?:\d{1,3}\.){4})in-addr\.arpa$/i.exec(name)?.[1];
  if (v4 !== undefined) return v4.split(".").filter(Boolean).reverse().join(".");
  const v6 = /^((?:[0-9a-f]\.){32})ip6\.arpa$/i.exec(name)?.[1];
  if (v6 === undefined) return null;
  const nibbles = v6.replaceAll(".", "").split("").reverse().join("");
  return (nibbles.match(/.{4}/g) ?? []).join(":");
}
