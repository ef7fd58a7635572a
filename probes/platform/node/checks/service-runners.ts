import { createDnsRunner } from "#probes/core/checks/dns/run-dns.ts";
import { IANA_BOOTSTRAP } from "#probes/core/checks/domain/ask-rdap.ts";
import { IANA_WHOIS } from "#probes/core/checks/domain/ask-whois.ts";
import { createDomainRunner } from "#probes/core/checks/domain/run-domain.ts";
import type { CheckRunners } from "#probes/core/ports.ts";
import type { Ask, Dial } from "#probes/core/wire.ts";
import { allowsAddress, type EgressPolicy, OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createNodeAsk } from "../node-datagram.ts";
import { createNodeDial } from "../node-wire.ts";
import { createWireFetch } from "../wire-fetch.ts";
import { createDatabaseRunner } from "./database/run-database.ts";
import { createNodeResolve } from "./dns/node-resolve.ts";
import { createGrpcRunner } from "./grpc/run-grpc.ts";
import { createMqttRunner } from "./mqtt/run-mqtt.ts";
import { createWebsocketRunner } from "./websocket/run-websocket.ts";

export type ServiceDeps = { dial: Dial; ask: Ask; now: () => number; egress: EgressPolicy };

/** The kinds that speak a protocol of more than a few lines. */
export function createServiceRunners({ dial, ask, now, egress }: ServiceDeps): CheckRunners {
  const fetch = createWireFetch(dial);
  // The machine's own name servers are the operator's choice and often stand on the inside.
  const own = { dial: createNodeDial({ egress: OPEN_EGRESS }), ask: createNodeAsk({ egress: OPEN_EGRESS }) };
  const resolve = createNodeResolve({
    dial,
    ask,
    fetch,
    own,
    maySee: (address) => allowsAddress(egress, address, 0),
  });
  const whois = { dial, root: IANA_WHOIS };
  return {
    dns: createDnsRunner({ resolve, random: Math.random }),
    domain: createDomainRunner({ fetch, bootstrapUrl: IANA_BOOTSTRAP, now, whois }),
    websocket: createWebsocketRunner({ dial }),
    grpc: createGrpcRunner({ dial }),
    database: createDatabaseRunner({ dial }),
    mqtt: createMqttRunner({ dial, random: Math.random }),
  };
}
