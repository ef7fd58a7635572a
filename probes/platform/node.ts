import type { ProbeHello, ProbeWelcome } from "#contracts/probe-rpc.ts";
import type { Runtime } from "#contracts/region.ts";
import type { ProbeStream } from "#contracts/stream.ts";
import type { Tracer } from "#contracts/tracer.ts";
import {
  type ControlChecker,
  type ProbeDeps,
  type ProbeLog,
  type ProbeRpc,
  ProbeRpcError,
} from "#probes/core/ports.ts";
import { Probe } from "#probes/core/probe.ts";
import { PROBE_DEFAULTS, type ProbeOptions } from "#probes/core/probe-options.ts";
import { backOffMs, sleep } from "#probes/core/sleep.ts";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import type { Machine } from "./node/checks/machine-runners.ts";
import type { ProbeMeter } from "./node/metrics/probe-meter.ts";
import { createNodeRunners } from "./node/node-runners.ts";
import { webClock } from "./web-clock.ts";

export type NodeProbeOptions = {
  instance: string;
  rpc: ProbeRpc;
  stream: ProbeStream;
  log: ProbeLog;
  /** Ends the waiting for the app. */
  signal?: AbortSignal;
  /** Extra trusted authorities in PEM for HTTPS targets. */
  ca?: string[];
  /** What checks may connect to beside public addresses. */
  egress: EgressPolicy;
  runtime?: Runtime;
  /** What may be looked at beside the network; an agent's only. */
  machine?: Machine;
  /** In place of asking the target by HTTP. */
  checkControl?: ControlChecker;
  overrides?: Partial<ProbeOptions>;
  tracer?: Tracer | null;
  /** Counts what the probe does; left out: nobody asks. */
  meter?: ProbeMeter | null;
};

/**
 * Waits until the app answers, then starts. Null when `signal` aborted first; rejects with ProbeRpcError
 * `unauthorised` when the app refuses the token, because no waiting mends that.
 */
export async function startNodeProbe(given: NodeProbeOptions): Promise<Probe | null> {
  const { runners, checkControl } = await createNodeRunners({
    egress: given.egress,
    ...(given.ca ? { ca: given.ca } : {}),
    ...(given.machine ? { machine: given.machine } : {}),
  });
  const options: ProbeOptions = {
    ...PROBE_DEFAULTS,
    runtime: given.runtime ?? "node",
    kinds: Object.keys(runners),
    instance: given.instance,
    ...given.overrides,
  };
  const welcome = await greet(given, options);
  if (welcome === null) return null;

  const deps: ProbeDeps = {
    clock: webClock,
    stream: given.stream,
    rpc: given.meter?.measureRpc(given.rpc) ?? given.rpc,
    runners: given.meter?.measureRunners(runners) ?? runners,
    checkControl: given.checkControl ?? checkControl,
    log: given.log,
    random: Math.random,
    rssBytes: () => process.memoryUsage.rss(),
    tracer: given.tracer ?? null,
  };
  const probe = new Probe(deps, { options, welcome });
  given.meter?.watch(probe, options);
  probe.start();
  given.log("info", "probe started", { region: welcome.region, instance: options.instance });
  return probe;
}

async function greet(
  { rpc, log, signal }: NodeProbeOptions,
  { instance, version, runtime, kinds }: ProbeOptions,
): Promise<ProbeWelcome | null> {
  const hello: ProbeHello = { instance, version, runtime, kinds };
  for (let attempt = 0; !signal?.aborted; attempt += 1) {
    try {
      return await rpc.hello(hello);
    } catch (error) {
      if (error instanceof ProbeRpcError && error.kind === "unauthorised") throw error;
      if (attempt === 0) log("info", "the app does not answer yet; waiting", { reason: String(error) });
      await sleep(webClock, backOffMs(attempt, { firstMs: 200, mostMs: 3000, random: Math.random }), signal);
    }
  }
  return null;
}
