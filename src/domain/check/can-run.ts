import type { Check, CheckOf } from "#contracts/check.ts";
import type { AssertionSource } from "#contracts/checks/assertion-sources.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { Runtime } from "#contracts/region.ts";

/** `kinds`: what its probes can check where they stand, see `kindsOfRegion`. */
export type Capability = { runtime: Runtime; kinds: readonly CheckKind[] };

/** True, or why a probe of this place cannot run the check, as a sentence. */
export function canRun(check: Check, { runtime, kinds }: Capability): true | string {
  if (check.kind === "heartbeat") return "A heartbeat comes in by itself: no region checks it.";
  if (!kinds.includes(check.kind)) return `No ${check.kind} check can be made from here.`;
  if (runtime !== "edge") return true;
  return findEdgeLimit(check) ?? true;
}

/** An edge function has `fetch` and nothing below it. */
function findEdgeLimit(check: Check): string | null {
  switch (check.kind) {
    case "http":
      if (check.certificateDays !== null) return "An edge region does not see the certificate.";
      return findUnseen(check.assertions) ?? findConnectionLimit(check);
    case "multistep":
      for (const { assertions } of [check, ...check.steps]) {
        const unseen = findUnseen(assertions);
        if (unseen !== null) return unseen;
      }
      return findConnectionLimit(check);
    case "dns":
      if (check.resolver.type !== "server") return null;
      return "An edge region asks by DNS over HTTPS only, not a server of your own.";
    default:
      return null;
  }
}

function findConnectionLimit(check: CheckOf<"http"> | CheckOf<"multistep">): string | null {
  const { tls } = check;
  if (check.proxy !== null) return "An edge region cannot go through a proxy.";
  if (check.ipFamily !== "any") return "An edge region cannot choose between IPv4 and IPv6.";
  if (check.httpVersion === "2") return "An edge region cannot choose the version of HTTP.";
  if (tls.clientCertificate !== null) return "An edge region cannot show a client certificate.";
  if (tls.ca !== null) return "An edge region cannot trust an authority of your own.";
  if (!tls.verify) return "An edge region always verifies the certificate.";
  if (tls.serverName !== null) return "An edge region cannot ask for another server name.";
  if (tls.minVersion !== "1.2") return "An edge region cannot choose the version of TLS.";
  return null;
}

const UNSEEN: readonly AssertionSource[] = ["daysLeft", "protocol"];
const UNSEEN_PHASES: readonly string[] = ["dns", "connect", "tls"];

function findUnseen(assertions: CheckOf<"http">["assertions"]): string | null {
  for (const member of assertions.list) {
    for (const { source, name } of "list" in member ? member.list : [member]) {
      if (UNSEEN.includes(source)) return `An edge region does not see ${SOURCE_NAMES[source] ?? source}.`;
      if (source === "time" && UNSEEN_PHASES.includes(name))
        return `An edge region does not see how long the ${name} phase takes.`;
    }
  }
  return null;
}

const SOURCE_NAMES: Partial<Record<AssertionSource, string>> = {
  daysLeft: "the certificate",
  protocol: "the version of HTTP",
};
