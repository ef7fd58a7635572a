import { Redis } from "@upstash/redis/cloudflare";
import type { JobStream } from "#contracts/stream.ts";
import { ENTRY_FIELD } from "#contracts/stream-keys.ts";
import { createJobStream } from "./job-stream.ts";
import type { AddResult, RedisReply, RedisWire } from "./redis-wire.ts";
import { attempt, type RetryPolicy } from "./retry.ts";
import { isTransient, toStreamError } from "./upstash-error.ts";

export type UpstashStreamOptions = {
  url: string;
  token: string;
  /** Longest wait for one answer. */
  fetchTimeoutMs?: number;
  /** Longest wait for a command with all its tries. */
  deadlineMs?: number;
  now?: () => number;
  sleep?: (ms: number) => Promise<void>;
  random?: () => number;
};

/** A JobStream over the Upstash REST protocol. Needs nothing but fetch, so it runs in Node and in edge runtimes. */
export function createUpstashStream(options: UpstashStreamOptions): JobStream {
  const fetchTimeoutMs = options.fetchTimeoutMs ?? 3000;
  const redis = new Redis({
    url: options.url,
    token: options.token,
    // The SDK would repeat writes too, which is not its decision to make.
    retry: { retries: 0 },
    automaticDeserialization: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
    // Everything that we carry is JSON text, so base64 would only cost time and bytes.
    responseEncoding: false,
    // A plain signal makes the SDK answer "Aborted" as if it were data; a function makes it throw.
    signal: () => AbortSignal.timeout(fetchTimeoutMs),
    // fetch limits the body of keepalive requests to 64 KiB.
    keepAlive: false,
  });
  return createJobStream(
    createWire(redis, {
      tryMs: fetchTimeoutMs,
      deadlineMs: options.deadlineMs ?? 10_000,
      now: options.now ?? Date.now,
      sleep: options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
      random: options.random ?? Math.random,
    }),
  );
}

function createWire(redis: Redis, policy: RetryPolicy): RedisWire {
  async function send<T>(name: string, repeatable: boolean, run: () => Promise<T>): Promise<T> {
    try {
      return await (repeatable ? attempt(policy, run, isTransient) : run());
    } catch (error) {
      throw toStreamError(name, error);
    }
  }

  return {
    call: ([name, ...args], { repeatable }) =>
      send(name, repeatable, () => redis.exec<RedisReply>([name, ...args])),
    // Repeatable, because Redis refuses an id that it already has.
    addAll: (stream, entries) =>
      send("XADD", true, async () => {
        const batch = redis.multi();
        for (const { id, payload } of entries) batch.xadd(stream, id, { [ENTRY_FIELD]: payload });
        return (await batch.exec({ keepErrors: true })).map(toAddResult);
      }),
    acknowledge: (stream, group, ids) =>
      send("XACK", true, async () => {
        await redis
          .multi()
          .xack(stream, group, [...ids])
          .xdel(stream, [...ids])
          .exec();
      }),
  };
}

function toAddResult(item: { result?: unknown; error?: string }): AddResult {
  return item.error === undefined ? { id: String(item.result) } : { error: item.error };
}
