import { hostname, tmpdir } from "node:os";
import { type ProbeLog, type ProbeRpc, ProbeRpcError } from "#probes/core/ports.ts";
import { PROBE_DEFAULTS } from "#probes/core/probe-options.ts";
import { readEgressPolicy } from "#transport/egress/egress-policy.ts";
import { createLineLog } from "#transport/log/line-log.ts";
import { listSecrets } from "#transport/log/redact-text.ts";
import { openMetricsPort } from "#transport/metrics/open-metrics-port.ts";
import { openTracer } from "#transport/tracing/open-tracer.ts";
import { createUpstashStream } from "#transport/upstash-stream.ts";
import { checkConnection, refusalOf } from "./agent/check-connection.ts";
import { claimName, isProcessAlive, type NameClaim } from "./agent/claim-name.ts";
import { type ProbeSettings, readSettings } from "./agent/read-settings.ts";
import { BROWSER_PROCESS } from "./node/checks/browser/run-browser.ts";
import { serveBrowserTask } from "./node/checks/browser/serve-browser-task.ts";
import { ProbeMeter } from "./node/metrics/probe-meter.ts";
import { createNodeRunners } from "./node/node-runners.ts";
import { type NodeProbeOptions, startNodeProbe } from "./node.ts";
import { createProbeRpc } from "./rpc-client.ts";
import { createRpcStream } from "./rpc-stream.ts";

/** An agent's read waits at the app, so between two reads it need not rest for long. */
const AGENT = { waitMs: 25_000, pollMs: 100 };

// Name look-ups run in libuv's pool, of which four threads would let slow name servers delay the others.
process.env.UV_THREADPOOL_SIZE ??= "32";
await main();

async function main(): Promise<void> {
  if (process.argv[2] === BROWSER_PROCESS) return serveBrowserTask();
  const asked = readSettings(process.argv.slice(2), process.env);
  if (asked.kind === "version") return end(`${PROBE_DEFAULTS.version}\n`, 0);
  if (asked.kind === "say") return end(asked.text, asked.exitCode);
  const { settings } = asked;
  const log = logOf(settings);
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => stop.abort());
  if (settings.UPTICK_PARENT === "1") {
    process.stdin.once("end", () => stop.abort()).once("close", () => stop.abort());
    process.stdin.resume();
  }
  const claim = nameOf(settings);
  const tracer = await openTracer({
    environment: process.env,
    serviceName: isAgent(settings) ? "uptick-agent" : "uptick-probe",
    version: PROBE_DEFAULTS.version,
    instance: claim.name,
  });
  const probe = { ...(await composeProbe(settings, { instance: claim.name, log, stop })), tracer };
  const exitCode =
    asked.kind === "check"
      ? await tellConnection(settings, probe)
      : await run(settings, { probe, log, stop });
  claim.release();
  await tracer?.flush();
  process.exit(exitCode);
}

function logOf(settings: ProbeSettings): ProbeLog {
  return createLineLog({
    role: isAgent(settings) ? "agent" : "probe",
    version: PROBE_DEFAULTS.version,
    least: settings.LOG_LEVEL,
    secrets: [...listSecrets(process.env), settings.UPTICK_PROBE_TOKEN],
    write: (line) => process.stdout.write(line),
  });
}

function end(text: string, exitCode: number): void {
  (exitCode === 0 ? process.stdout : process.stderr).write(text);
  process.exit(exitCode);
}

function isAgent({ UPSTASH_REDIS_REST_URL }: ProbeSettings): boolean {
  return UPSTASH_REDIS_REST_URL === undefined;
}

function nameOf(settings: ProbeSettings): NameClaim {
  const { UPTICK_INSTANCE: given, UPTICK_PROBE_TOKEN: token } = settings;
  if (given !== undefined || !isAgent(settings)) return { name: given ?? "a", release: () => undefined };
  const machine = { hostname: hostname(), folder: tmpdir(), pid: process.pid, isAlive: isProcessAlive };
  return claimName(token, machine);
}

type Running = { instance: string; log: ProbeLog; stop: AbortController };

function composeProbe(settings: ProbeSettings, { instance, log, stop }: Running): NodeProbeOptions {
  const { UPTICK_APP_URL: url, UPTICK_PROBE_TOKEN: token, UPTICK_TRUST_NETWORK: trust } = settings;
  const rpc = createProbeRpc({ url, token, trustsNetwork: trust === "1" });
  const { UPSTASH_REDIS_REST_URL: redisUrl, UPSTASH_REDIS_REST_TOKEN: redisToken } = settings;
  const limits = {
    maxInFlight: settings.UPTICK_PROBE_MAX_IN_FLIGHT,
    maxPerHost: settings.UPTICK_PROBE_PER_HOST,
  };
  const shared = { instance, log, signal: stop.signal };
  const allow = settings.UPTICK_EGRESS_ALLOW;
  if (redisUrl !== undefined && redisToken !== undefined) {
    const egress = readEgressPolicy({ UPTICK_EGRESS_ALLOW: allow ?? "none" }, [url, redisUrl]);
    const stream = createUpstashStream({ url: redisUrl, token: redisToken });
    return { ...shared, rpc, stream, egress, runtime: "node", overrides: limits };
  }
  return {
    ...shared,
    rpc: watchedRpc(rpc, { url, stop }),
    stream: createRpcStream({ url, token, waitMs: AGENT.waitMs, signal: stop.signal }),
    // What an agent is for: the network that it stands in.
    egress: readEgressPolicy({ UPTICK_EGRESS_ALLOW: allow ?? "private" }),
    checkControl: () => reachesApp(rpc),
    runtime: "agent",
    machine: {
      dockerSocket: settings.UPTICK_DOCKER_SOCKET ?? null,
      chromiumPath: settings.CHROMIUM_PATH ?? null,
      mayRunScripts: settings.UPTICK_AGENT_SCRIPTS === "1",
    },
    overrides: { ...limits, pollMs: AGENT.pollMs },
  };
}

/**
 * Without control targets of its own, an agent is well for as long as it reaches the app: while its line is down, its
 * failures have no vote. A token that ends while it runs ends it.
 */
function watchedRpc(rpc: ProbeRpc, { url, stop }: { url: string; stop: AbortController }): ProbeRpc {
  async function watched<Reply>(call: Promise<Reply>): Promise<Reply> {
    try {
      return await call;
    } catch (error) {
      if (error instanceof ProbeRpcError && error.kind === "unauthorised") stop.abort(error);
      throw error;
    }
  }
  return {
    ...rpc,
    beat: (input) => watched(rpc.beat(input)),
    hello: async (input) => {
      const welcome = await watched(rpc.hello(input));
      return welcome.controlTargets.length > 0 ? welcome : { ...welcome, controlTargets: [url] };
    },
  };
}

/** The line is up when the app gives any answer at all. */
async function reachesApp(rpc: ProbeRpc): Promise<boolean> {
  try {
    await rpc.configs({ monitorIds: [] });
    return true;
  } catch (error) {
    return error instanceof ProbeRpcError && error.status !== null;
  }
}

async function tellConnection(settings: ProbeSettings, probe: NodeProbeOptions): Promise<number> {
  const { runners } = await createNodeRunners({
    egress: probe.egress,
    ...(probe.machine ? { machine: probe.machine } : {}),
  });
  const { instance, rpc, stream, runtime = "node" } = probe;
  const connection = { appUrl: settings.UPTICK_APP_URL, instance, runtime, rpc, stream };
  const { exitCode, lines } = await checkConnection(connection, Object.keys(runners));
  (exitCode === 0 ? process.stdout : process.stderr).write(`${lines.join("\n")}\n`);
  return exitCode;
}

async function run(
  settings: ProbeSettings,
  { probe: options, log, stop }: { probe: NodeProbeOptions; log: ProbeLog; stop: AbortController },
): Promise<number> {
  try {
    const meter = settings.UPTICK_METRICS_PORT === undefined ? null : new ProbeMeter();
    if (meter)
      await openMetricsPort(
        settings,
        () => meter.families(),
        (text) => log("info", text),
      );
    const probe = await startNodeProbe({ ...options, meter });
    if (probe === null) return 0;
    await aborted(stop.signal);
    await probe.stop();
    log("info", "probe stopped", { ...probe.stats() });
    if (!(stop.signal.reason instanceof ProbeRpcError)) return 0;
  } catch (error) {
    if (!(error instanceof ProbeRpcError)) throw error;
  }
  log("error", refusalOf(settings.UPTICK_APP_URL));
  return 1;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}
