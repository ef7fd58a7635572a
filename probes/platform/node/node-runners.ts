import { createMailRunners } from "#probes/core/checks/mail/run-mail.ts";
import { createMultistepRunner } from "#probes/core/checks/multistep/run-multistep.ts";
import { createNtpRunner } from "#probes/core/checks/ntp/run-ntp.ts";
import { createPingRunner } from "#probes/core/checks/ping/run-ping.ts";
import { createSshRunner } from "#probes/core/checks/ssh/run-ssh.ts";
import { createTcpRunner } from "#probes/core/checks/tcp/run-tcp.ts";
import { createTlsRunner } from "#probes/core/checks/tls/run-tls.ts";
import { createUdpRunner } from "#probes/core/checks/udp/run-udp.ts";
import type { CheckRunners, ControlChecker } from "#probes/core/ports.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { createMachineRunners, type Machine } from "./checks/machine-runners.ts";
import { createServiceRunners } from "./checks/service-runners.ts";
import { createHttpRunner } from "./http-runner.ts";
import { createNodeAsk } from "./node-datagram.ts";
import { findNodePing } from "./node-ping.ts";
import { createNodeDial } from "./node-wire.ts";

export type NodeRunnerOptions = {
  /** Extra trusted authorities in PEM, beside Node's own. */
  ca?: string[];
  egress: EgressPolicy;
  /** What may be looked at beside the network; an agent's only. */
  machine?: Machine;
};

/** What a long-running probe can check where it stands: pings only where the machine lets it. */
export async function createNodeRunners(options: NodeRunnerOptions): Promise<{
  runners: CheckRunners;
  checkControl: ControlChecker;
}> {
  const http = createHttpRunner(options);
  const wire = { dial: createNodeDial(options), ask: createNodeAsk(options), now: Date.now };
  const ping = await findNodePing(options);
  const runners: CheckRunners = {
    http: http.run,
    multistep: createMultistepRunner({ send: http.send, now: Date.now, note: "" }),
    tcp: createTcpRunner(wire),
    tls: createTlsRunner(wire),
    ...createMailRunners(wire),
    ssh: createSshRunner(wire),
    udp: createUdpRunner(wire),
    ntp: createNtpRunner(wire),
    ...createServiceRunners(wire),
    ...(options.machine ? await createMachineRunners(options.machine) : {}),
    ...(ping === null ? {} : { ping: createPingRunner({ ping }) }),
  };
  return { runners, checkControl: http.checkControl };
}
