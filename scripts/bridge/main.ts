import type * as z from "zod";
import { EnvError, parseEnv } from "#env";
import { APP_VERSION } from "#server/runtime/app-version.ts";
import { createLineLog } from "#transport/log/line-log.ts";
import { listSecrets, redactText } from "#transport/log/redact-text.ts";
import { Meters } from "#transport/metrics/meters.ts";
import { openMetricsPort } from "#transport/metrics/open-metrics-port.ts";
import type { Backend } from "./backend.ts";
import { BridgeEnvSchema } from "./bridge-env.ts";
import { BRIDGE_METRICS } from "./bridge-metrics.ts";
import { type Bridge, startBridge } from "./bridge-server.ts";
import { measureBackend } from "./measured-backend.ts";
import { createMemoryEngine } from "./memory-engine.ts";
import { createRedisBackend } from "./redis-backend.ts";

try {
  await main();
} catch (error) {
  process.stderr.write(`bridge: ${redactText(explain(error))}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = parseEnv(BridgeEnvSchema, process.env);
  const log = createLineLog({
    role: "bridge",
    version: APP_VERSION,
    least: "info",
    secrets: listSecrets(process.env),
    write: (line) => process.stderr.write(line),
  });
  const engine = config.REDIS_URL
    ? createRedisBackend(config.REDIS_URL, (problem) => log("warn", `Redis: ${problem}`))
    : createMemoryEngine();
  const backend = await withMetrics(engine, config, (text) => log("info", text));
  const bridge = await startBridge(backend, {
    token: config.BRIDGE_TOKEN,
    port: config.BRIDGE_PORT,
    host: config.BRIDGE_HOST,
    allowFlush: config.BRIDGE_ALLOW_FLUSH === "1",
    report: (problem) => log("error", problem),
  });
  endWith(bridge, backend, config.UPTICK_PARENT === "1");
  process.stdout.write(`${JSON.stringify({ event: "ready", url: bridge.url, engine: backend.engine })}\n`);
}

/** Where nobody asks, nothing is counted: everything that the product sends to Redis passes here. */
async function withMetrics(
  engine: Backend,
  config: z.infer<typeof BridgeEnvSchema>,
  say: (text: string) => void,
): Promise<Backend> {
  if (config.UPTICK_METRICS_PORT === undefined) return engine;
  const meters = new Meters(BRIDGE_METRICS);
  meters.watchProcess();
  const families = () => {
    meters.set("uptick_bridge_ready", {}, engine.isReady() ? 1 : 0);
    return meters.families();
  };
  await openMetricsPort(config, families, say);
  return measureBackend(engine, meters);
}

function endWith(bridge: Bridge, backend: Backend, hasParent: boolean): void {
  let ending = false;
  async function end() {
    if (ending) return;
    ending = true;
    await bridge.close();
    await backend.close();
    process.exit(0);
  }
  process.on("SIGTERM", end);
  // Ctrl-C reaches the whole process group; a parent then stops its children in its own order.
  process.on("SIGINT", hasParent ? () => undefined : end);
  process.on("disconnect", end);
  if (hasParent) process.stdin.on("end", end).on("error", end).resume();
}

function explain(error: unknown): string {
  if (error instanceof EnvError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const port = process.env.BRIDGE_PORT ?? "0";
  if ("code" in error && error.code === "EADDRINUSE") {
    return `port ${port} is taken. Stop what listens there or set BRIDGE_PORT.`;
  }
  return error.message;
}
