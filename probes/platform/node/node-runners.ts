import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import { createMailRunners } from "#probes/core/checks/mail/run-mail.ts";
import { createMultistepRunner } from "#probes/core/checks/multistep/run-multistep.ts";
import { createNtpRunner } from "#probes/core/checks/ntp/run-ntp.ts";
import { createPingRunner } from "#probes/core/checks/ping/run-ping.ts";
import { RouteKeeper } from "#probes/core/checks/route/route-keeper.ts";
import { createSshRunner } from "#probes/core/checks/ssh/run-ssh.ts";
import { createTcpRunner } from "#probes/core/checks/tcp/run-tcp.ts";
import { createTlsRunner } from "#probes/core/checks/tls/run-tls.ts";
import { createUdpRunner } from "#probes/core/checks/udp/run-udp.ts";
import type { CheckRunner, CheckRunners, ControlChecker } from "#probes/core/ports.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { createMachineRunners, type Machine } from "./checks/machine-runners.ts";
import { createServiceRunners } from "./checks/service-runners.ts";
import { createHttpRunner } from "./http-runner.ts";
import { createNodeAsk } from "./node-datagram.ts";
import { findNodePing } from "./node-ping.ts";
import { findNodeTrace } from "./node-trace.ts";
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
  const mail = createMailRunners(wire);
  const [ping, trace] = await Promise.all([findNodePing(options), findNodeTrace(options)]);
  const routes = trace === null ? null : new RouteKeeper({ trace, monotonicMs: () => performance.now() });
  const traced = <Kind extends CheckKind>(run: CheckRunner<Kind>) => routes?.traced(run) ?? run;
  const runners: CheckRunners = {
    http: traced(http.run),
    multistep: createMultistepRunner({ send: http.send, now: Date.now, note: "" }),
    tcp: traced(createTcpRunner(wire)),
    tls: traced(createTlsRunner(wire)),
    smtp: traced(mail.smtp),
    imap: traced(mail.imap),
    pop3: traced(mail.pop3),
    ssh: traced(createSshRunner(wire)),
    udp: traced(createUdpRunner(wire)),
    ntp: traced(createNtpRunner(wire)),
    ...createServiceRunners({ ...wire, egress: options.egress }),
    ...(options.machine ? await createMachineRunners(options.machine, options.egress) : {}),
    ...(ping === null ? {} : { ping: traced(createPingRunner({ ping })) }),
  };
  return { runners, checkControl: http.checkControl };
}
