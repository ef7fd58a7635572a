import { EnvError, parseEnv } from "#env";
import type { Backend } from "./backend.ts";
import { BridgeEnvSchema } from "./bridge-env.ts";
import { type Bridge, startBridge } from "./bridge-server.ts";
import { createMemoryEngine } from "./memory-engine.ts";
import { createRedisBackend } from "./redis-backend.ts";

try {
  await main();
} catch (error) {
  process.stderr.write(`bridge: ${explain(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = parseEnv(BridgeEnvSchema, process.env);
  const backend = config.REDIS_URL
    ? createRedisBackend(config.REDIS_URL, (problem) => process.stderr.write(`bridge: Redis: ${problem}\n`))
    : createMemoryEngine();
  const bridge = await startBridge(backend, {
    token: config.BRIDGE_TOKEN,
    port: config.BRIDGE_PORT,
    host: config.BRIDGE_HOST,
    allowFlush: config.BRIDGE_ALLOW_FLUSH === "1",
  });
  endWith(bridge, backend, config.UPTICK_PARENT === "1");
  process.stdout.write(`${JSON.stringify({ event: "ready", url: bridge.url, engine: backend.engine })}\n`);
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
