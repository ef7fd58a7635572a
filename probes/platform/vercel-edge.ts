import { geolocation } from "@vercel/edge";
import type { ProbeWelcome } from "#contracts/probe-rpc.ts";
import type { RegionCode } from "#contracts/region.ts";
import type { CheckRunners, ProbeDeps, ProbeLog } from "#probes/core/ports.ts";
import { Probe } from "#probes/core/probe.ts";
import { PROBE_DEFAULTS, type ProbeOptions } from "#probes/core/probe-options.ts";
import { redactText } from "#transport/log/redact-text.ts";
import { createUpstashStream } from "#transport/upstash-stream.ts";
import { hasBearer } from "./edge/bearer.ts";
import { type EdgeEnv, readEdgeEnv } from "./edge/edge-env.ts";
import { runFetchMultistep } from "./edge/fetch-multistep.ts";
import { checkControlByFetch, runFetchCheck } from "./edge/fetch-runner.ts";
import { NAME_RUNNERS } from "./edge/name-runners.ts";
import { RegionLease } from "./edge/region-lease.ts";
import { streamWhileRunning } from "./edge/stream-while-running.ts";
import { createProbeRpc } from "./rpc-client.ts";
import { webClock } from "./web-clock.ts";

const RUN_MS = 50_000;
const EDGE_OPTIONS = { runtime: "edge", maxInFlight: 100, drainMs: 8000 } as const;
/** What can be seen through fetch. */
const EDGE_RUNNERS: CheckRunners = { http: runFetchCheck, multistep: runFetchMultistep, ...NAME_RUNNERS };

export type EdgeProbe = {
  region: RegionCode /** How long one call reads new work; then it drains. */;
  runMs?: number;
};

/**
 * The probe as an edge function: one call runs the loop for under a minute and answers with lines that keep the call
 * alive. A call that finds the region taken ends at once, so it may be poked as often as one likes.
 */
export function createEdgeProbe({
  region,
  runMs = RUN_MS,
}: EdgeProbe): (request: Request) => Promise<Response> {
  return async (request) => {
    const edgeEnv = readEdgeEnv(region);
    if (edgeEnv.kind === "incomplete") return say(503, { error: `${edgeEnv.missing} is not set` });
    if (!(await hasBearer(request, edgeEnv.cronSecret))) return say(401, { error: "unauthorised" });

    const stream = createUpstashStream({ url: edgeEnv.redisUrl, token: edgeEnv.redisToken });
    const lease = new RegionLease(stream, region, crypto.randomUUID());
    const log = edgeLog(region);
    try {
      if (!(await lease.take(Date.now()))) return say(202, { state: "running elsewhere", region });
      const probe = await greet({ request, region, edgeEnv, stream, log });
      return streamWhileRunning(probe, { lease, runMs, log });
    } catch (error) {
      log("error", "the edge probe could not start", { reason: String(error) });
      return say(503, { error: "the app or Redis does not answer" });
    }
  };
}

type Greeting = {
  request: Request;
  region: RegionCode;
  edgeEnv: Extract<EdgeEnv, { kind: "complete" }>;
  stream: ProbeDeps["stream"];
  log: ProbeLog;
};

async function greet({ request, region, edgeEnv, stream, log }: Greeting): Promise<Probe> {
  const rpc = createProbeRpc({ url: edgeEnv.appUrl, token: edgeEnv.probeToken });
  // Where the platform took the request in: a wrong `regions` in vercel.json shows up as a version of another place.
  const servedFrom = geolocation(request).region ?? "unknown";
  const options: ProbeOptions = {
    ...PROBE_DEFAULTS,
    ...EDGE_OPTIONS,
    kinds: Object.keys(EDGE_RUNNERS),
    instance: `edge-${region}`,
    version: `${PROBE_DEFAULTS.version}+${servedFrom}`.slice(0, 40),
  };
  const { instance, version, runtime, kinds } = options;
  const welcome: ProbeWelcome = await rpc.hello({ instance, version, runtime, kinds });
  if (welcome.region !== region) {
    throw new Error(`the token belongs to region ${welcome.region}, but this function is ${region}`);
  }
  log("info", "edge probe started", { servedFrom });
  return new Probe(
    {
      clock: webClock,
      stream,
      rpc,
      log,
      runners: EDGE_RUNNERS,
      checkControl: checkControlByFetch,
      random: Math.random,
      // An edge runtime does not tell.
      rssBytes: () => 0,
    },
    { options, welcome },
  );
}

function say(status: number, body: Record<string, unknown>): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}

function edgeLog(region: RegionCode): ProbeLog {
  return (level, message, fields) => {
    if (level === "debug") return;
    const { version } = PROBE_DEFAULTS;
    const from = { level, time: new Date().toISOString(), service: "uptick", role: "probe", version, region };
    // biome-ignore lint/suspicious/noConsole: an edge runtime has no other way out
    console.log(redactText(JSON.stringify({ ...from, ...fields, msg: message })));
  };
}
