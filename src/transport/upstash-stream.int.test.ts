import { setTimeout as sleep } from "node:timers/promises";
import type { Backend } from "#scripts/bridge/backend.ts";
import { type Bridge, startBridge } from "#scripts/bridge/bridge-server.ts";
import { createMemoryEngine } from "#scripts/bridge/memory-engine.ts";
import { createRedisBackend } from "#scripts/bridge/redis-backend.ts";
import { startRedisServer } from "#testing/redis-server.ts";
import { describeStreamContract } from "#testing/stream-contract.ts";
import { createUpstashStream } from "./upstash-stream.ts";

const token = "a-token-for-tests-only";

describeStreamContract("the SDK over the bridge and the memory engine", async () => {
  let ahead = 0;
  const engine = createMemoryEngine(() => Date.now() + ahead);
  const bridge = await startBridge(engine, { token, port: 0 });
  return {
    stream: createUpstashStream({ url: bridge.url, token }),
    flush: async () => {
      await engine.execute([["FLUSHALL"]], { atomic: false });
    },
    passTime: async (ms) => {
      ahead += ms;
    },
    close: () => closeAll(bridge, engine),
  };
});

describeStreamContract("the SDK over the bridge and a real Redis", async () => {
  const redis = await startRedisServer();
  const backend = createRedisBackend(redis.url, () => undefined);
  const bridge = await startBridge(backend, { token, port: 0 });
  return {
    stream: createUpstashStream({ url: bridge.url, token }),
    flush: async () => {
      await redis.client.flushall();
    },
    passTime: (ms) => sleep(ms),
    close: async () => {
      await closeAll(bridge, backend);
      await redis.stop();
    },
  };
});

async function closeAll(bridge: Bridge, backend: Backend): Promise<void> {
  await bridge.close();
  await backend.close();
}
