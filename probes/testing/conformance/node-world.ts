import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { CheckRunner, CheckRunners, Observation } from "#probes/core/ports.ts";
import type { Dial } from "#probes/core/wire.ts";
import { createNodeRunners } from "#probes/platform/node/node-runners.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import {
  createCertificateAuthority,
  type IssuedCertificate,
} from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import type { Sight } from "./conformance-case.ts";

const DAY_MS = 86_400_000;

/** The runners as an agent has them, and a certificate for `localhost` that they trust. */
export type NodeWorld = {
  runners: { [Kind in CheckKind]: CheckRunner<Kind> };
  has: (kind: CheckKind) => boolean;
  dial: Dial;
  identity: IssuedCertificate;
};

export async function createNodeWorld(dockerSocket: string): Promise<NodeWorld> {
  const authority = createCertificateAuthority();
  const options = { ca: [authority.cert], egress: OPEN_EGRESS };
  const machine = { dockerSocket, chromiumPath: null, mayRunScripts: false };
  const { runners } = await createNodeRunners({ ...options, machine });
  return {
    runners: allOf(runners),
    has: (kind) => runners[kind] !== undefined,
    dial: createNodeDial(options),
    identity: authority.issue({ hosts: ["localhost"], validTo: new Date(Date.now() + 30.5 * DAY_MS) }),
  };
}

/** Asking for a runner that is not there is a mistake of the case. */
function allOf(runners: CheckRunners): NodeWorld["runners"] {
  return new Proxy(runners, {
    get(target, kind: CheckKind) {
      const runner = target[kind];
      if (runner === undefined) throw new Error(`There is no runner of ${kind}.`);
      return runner;
    },
  }) as NodeWorld["runners"];
}

export function sightOf({ outcome, evidence }: Observation): Sight {
  return { outcome, assertions: evidence().assertions ?? [] };
}
