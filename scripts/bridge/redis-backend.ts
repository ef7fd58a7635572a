import { Redis } from "ioredis";
import { type Backend, BackendError, type Command, type CommandResult, type Reply } from "./backend.ts";

const MAX_RECONNECT_DELAY_MS = 2000;
/** A Redis that hangs is dropped before the clients behind the bridge give up. */
const SILENCE_MS = 2500;

/** Speaks to a Redis or Valkey server; `rediss:` is TLS. Reconnects for ever; answers "unavailable" meanwhile. */
export function createRedisBackend(url: string, onProblem: (message: string) => void): Backend {
  const redis = new Redis(url, {
    // RESP3 would answer XREADGROUP as a flat list, which the Upstash protocol does not know.
    protocol: 2,
    retryStrategy: (attempt) => Math.min(MAX_RECONNECT_DELAY_MS, 50 * 2 ** Math.min(attempt, 8)),
    // 0 rejects the commands under way when the connection breaks; null would leave their requests hanging.
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    socketTimeout: SILENCE_MS,
    connectTimeout: 5000,
    keepAlive: 10_000,
    disableClientInfo: true,
  });
  let lastProblem = "";
  redis.on("error", (error: Error) => {
    if (error.message === lastProblem) return;
    lastProblem = error.message;
    onProblem(error.message);
  });
  redis.on("ready", () => {
    lastProblem = "";
  });

  return {
    engine: "redis",
    isReady: () => redis.status === "ready",
    execute: (commands, options) => {
      if (redis.status !== "ready") return Promise.reject(unavailable("Redis is not connected"));
      const [only] = commands;
      return only && commands.length === 1 ? runOne(redis, only) : runMany(redis, commands, options.atomic);
    },
    close: async () => redis.disconnect(),
  };
}

async function runOne(redis: Redis, [name = "", ...args]: Command): Promise<CommandResult[]> {
  try {
    return [{ result: (await redis.call(name, ...args)) as Reply }];
  } catch (error) {
    return [{ error: replyErrorText(error) }];
  }
}

async function runMany(
  redis: Redis,
  commands: readonly Command[],
  atomic: boolean,
): Promise<CommandResult[]> {
  const batch = atomic ? redis.multi() : redis.pipeline();
  for (const [name = "", ...args] of commands) batch.call(name, ...args);
  const replies = await batch.exec().catch((error: unknown) => {
    throw new BackendError("refused", replyErrorText(error), { cause: error });
  });
  if (!replies) throw unavailable("Redis discarded the transaction");
  return replies.map(([error, reply]) =>
    error ? { error: replyErrorText(error) } : { result: reply as Reply },
  );
}

/** Anything but an error reply means that the connection broke, so nobody knows what was executed. */
function replyErrorText(error: unknown): string {
  if (error instanceof Error && error.name === "ReplyError") return error.message;
  throw unavailable("Redis did not answer", error);
}

function unavailable(message: string, cause?: unknown): BackendError {
  return new BackendError("unavailable", `UNAVAILABLE ${message}`, { cause });
}
