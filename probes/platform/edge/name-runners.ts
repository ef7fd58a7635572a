import { createDnsRunner } from "#probes/core/checks/dns/run-dns.ts";
import { IANA_BOOTSTRAP } from "#probes/core/checks/domain/ask-rdap.ts";
import { createDomainRunner } from "#probes/core/checks/domain/run-domain.ts";
import type { CheckRunners } from "#probes/core/ports.ts";
import { createDohResolve } from "./doh-resolve.ts";
import { webFetch } from "./web-fetch.ts";

/** DNS over HTTPS and RDAP: what of names can be asked for without sockets. */
export const NAME_RUNNERS: CheckRunners = {
  dns: createDnsRunner({ resolve: createDohResolve(webFetch), random: Math.random }),
  domain: createDomainRunner({ fetch: webFetch, bootstrapUrl: IANA_BOOTSTRAP, now: Date.now, whois: null }),
};
