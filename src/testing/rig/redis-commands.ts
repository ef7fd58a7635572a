import { Redis } from "ioredis";

/** What the measuring itself and a client's greeting cause; a hosted Redis does not bill them either. */
const NOT_COUNTED = new Set([
  "info",
  "client",
  "hello",
  "select",
  "auth",
  "ping",
  "command",
  "config",
  "quit",
]);

/** How often each command has run since the server started. */
export async function readRedisCommands(url: string): Promise<Map<string, number>> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableReadyCheck: false });
  try {
    return parseCommandStats(await redis.info("commandstats"));
  } finally {
    redis.disconnect();
  }
}

export function subtractCommands(
  after: Map<string, number>,
  before: Map<string, number>,
): Map<string, number> {
  const delta = new Map<string, number>();
  for (const [command, calls] of after) {
    const more = calls - (before.get(command) ?? 0);
    if (more > 0) delta.set(command, more);
  }
  return delta;
}

function parseCommandStats(info: string): Map<string, number> {
  const calls = new Map<string, number>();
  for (const [, command = "", count] of info.matchAll(/^cmdstat_([^:|]+)(?:\|[^:]+)?:calls=(\d+)/gm)) {
    if (!NOT_COUNTED.has(command)) calls.set(command, (calls.get(command) ?? 0) + Number(count));
  }
  return calls;
}
