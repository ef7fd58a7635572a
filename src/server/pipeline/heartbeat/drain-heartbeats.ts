import { HEARTBEAT_SPOOL, HeartbeatPing } from "#contracts/heartbeat.ts";
import type { StreamMessage } from "#contracts/stream.ts";
import { INGEST_GROUP } from "#contracts/stream-keys.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { isUnreachable } from "#server/store/sql-transaction.ts";
import { takeInPing } from "./take-in-ping.ts";

const READER = { group: INGEST_GROUP, consumer: "app", count: 20 };
const BUDGET_MS = 15_000;

/** Takes in, in order, what came while Postgres was away. Answers whether nothing is left, and how many pings there were. */
export async function drainHeartbeats(deps: Deps): Promise<{ isEmpty: boolean; taken: number }> {
  if ((await deps.stream.length(HEARTBEAT_SPOOL)) === 0) return { isEmpty: true, taken: 0 };
  await deps.stream.ensureGroup(HEARTBEAT_SPOOL, INGEST_GROUP);
  const endsAt = deps.clock() + BUDGET_MS;
  let taken = 0;
  // Left by one that died: every app is the same consumer, so it finds them as its own.
  let messages = await deps.stream.readPending(HEARTBEAT_SPOOL, { ...READER, after: "0" });
  while (deps.clock() < endsAt) {
    if (messages.length === 0) messages = await deps.stream.readNew([HEARTBEAT_SPOOL], READER);
    if (messages.length === 0) return { isEmpty: true, taken };
    for (const message of messages) {
      await takeIn(deps, message);
      // One by one: what was taken in must not come again after a later one.
      await deps.stream.acknowledge(HEARTBEAT_SPOOL, INGEST_GROUP, [message.id]);
      taken += 1;
    }
    messages = [];
  }
  return { isEmpty: false, taken };
}

/** One that can never be taken in must not keep the others from it. */
async function takeIn(deps: Deps, message: StreamMessage): Promise<void> {
  const ping = parsePing(message.payload);
  if (ping === null) {
    deps.log.error({ entry: message.id }, "A spooled ping is not readable.");
    return;
  }
  try {
    const answer = await takeInPing(deps, ping);
    if (answer === "unknown") deps.log.info({ entry: message.id }, "A spooled ping was for no heartbeat.");
  } catch (error) {
    if (isUnreachable(error)) throw error;
    deps.log.error({ err: error, entry: message.id }, "A spooled ping could not be taken in.");
  }
}

function parsePing(payload: string): HeartbeatPing | null {
  try {
    const parsed = HeartbeatPing.safeParse(JSON.parse(payload));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
