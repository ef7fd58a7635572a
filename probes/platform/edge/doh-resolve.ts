import { askDoh } from "#probes/core/checks/dns/ask-doh.ts";
import type { DnsDeps } from "#probes/core/checks/dns/run-dns.ts";
import type { WebFetch } from "#probes/core/checks/web-fetch.ts";
import { Fault } from "#probes/core/fault.ts";

/** Stands in for the system's resolver, which an edge function cannot ask. UPTICK_DOH_URL names another one. */
const PUBLIC_DOH = "https://cloudflare-dns.com/dns-query";

/** Name servers speak UDP and TCP, which an edge function has not: only DNS over HTTPS is left. */
export function createDohResolve(fetch: WebFetch): DnsDeps["resolve"] {
  return (resolver, question, run) => {
    if (resolver.type === "server") {
      throw new Fault("internal", "An edge function cannot ask a name server. Choose DNS over HTTPS.");
    }
    const url =
      resolver.type === "doh" ? resolver.url : (globalThis.process?.env.UPTICK_DOH_URL ?? PUBLIC_DOH);
    return askDoh({ fetch, url }, question, run);
  };
}
