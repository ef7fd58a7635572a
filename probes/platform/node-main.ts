import * as z from "zod";
import { EgressAllow, EnvError, parseEnv } from "#env";
import { type LogLevel, type ProbeLog, ProbeRpcError } from "#probes/core/ports.ts";
import { readEgressPolicy } from "#transport/egress/egress-policy.ts";
import { createUpstashStream } from "#transport/upstash-stream.ts";
import { startNodeProbe } from "./node.ts";
import { createProbeRpc } from "./rpc-client.ts";

const Count = z.coerce.number().int().min(1);
const ProbeEnvSchema = z.object({
  UPTICK_APP_URL: z.url().describe("Where the app answers."),
  UPTICK_PROBE_TOKEN: z.string().min(16).describe("The region's token; it says which region this probe is."),
  UPSTASH_REDIS_REST_URL: z.url().describe("Upstash Redis, or any server of its REST protocol."),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).describe("Token for UPSTASH_REDIS_REST_URL."),
  UPTICK_INSTANCE: z
    .string()
    .max(64)
    .default("a")
    .describe("Name of this probe; unique in its region and the same after a restart."),
  UPTICK_TRUST_NETWORK: z
    .enum(["0", "1"])
    .default("0")
    .describe(
      "1: secrets may come over plain HTTP, because nobody reads along between this probe and the app.",
    ),
  UPTICK_EGRESS_ALLOW: EgressAllow.default("none").describe(
    "What checks may reach beside public addresses: private for the private ranges, addresses, networks, each with :port or without; commas between them.",
  ),
  UPTICK_PARENT: z.enum(["0", "1"]).default("0").describe("1: stop when standard input ends."),
  UPTICK_PROBE_MAX_IN_FLIGHT: Count.max(20_000).default(1000).describe("Checks at the same time."),
  UPTICK_PROBE_PER_HOST: Count.max(1000).default(2).describe("Checks at the same time to one host."),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("Least severe level that is logged."),
});

// Name look-ups run in libuv's pool, of which four threads would let slow name servers delay the others.
process.env.UV_THREADPOOL_SIZE ??= "32";
await main();

async function main(): Promise<void> {
  let probeEnv: z.infer<typeof ProbeEnvSchema>;
  try {
    probeEnv = parseEnv(ProbeEnvSchema, process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  const log = createLineLog(probeEnv.LOG_LEVEL);
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => stop.abort());
  if (probeEnv.UPTICK_PARENT === "1") {
    process.stdin.once("end", () => stop.abort()).once("close", () => stop.abort());
    process.stdin.resume();
  }
  process.exit(await run(probeEnv, log, stop.signal));
}

async function run(
  given: z.infer<typeof ProbeEnvSchema>,
  log: ProbeLog,
  signal: AbortSignal,
): Promise<number> {
  try {
    const probe = await startNodeProbe({
      instance: given.UPTICK_INSTANCE,
      rpc: createProbeRpc({
        url: given.UPTICK_APP_URL,
        token: given.UPTICK_PROBE_TOKEN,
        trustsNetwork: given.UPTICK_TRUST_NETWORK === "1",
      }),
      egress: readEgressPolicy(given, [given.UPTICK_APP_URL, given.UPSTASH_REDIS_REST_URL]),
      stream: createUpstashStream({
        url: given.UPSTASH_REDIS_REST_URL,
        token: given.UPSTASH_REDIS_REST_TOKEN,
      }),
      log,
      signal,
      overrides: { maxInFlight: given.UPTICK_PROBE_MAX_IN_FLIGHT, maxPerHost: given.UPTICK_PROBE_PER_HOST },
    });
    if (probe === null) return 0;
    await aborted(signal);
    await probe.stop();
    log("info", "probe stopped", { ...probe.stats() });
    return 0;
  } catch (error) {
    if (!(error instanceof ProbeRpcError)) throw error;
    log(
      "error",
      `The app at ${given.UPTICK_APP_URL} refuses UPTICK_PROBE_TOKEN. Give this probe its region's token.`,
    );
    return 1;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}

function createLineLog(least: LogLevel | "silent"): ProbeLog {
  const ranks = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };
  return (level, message, fields) => {
    if (ranks[level] < ranks[least]) return;
    const line = { time: new Date().toISOString(), level, name: "probe", msg: message, ...fields };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
}
