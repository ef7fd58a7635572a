import {
  checksKey,
  EPOCH_KEY,
  INGEST_GROUP,
  PROBE_GROUP,
  resultsKey,
  urgentKey,
} from "#contracts/stream-keys.ts";
import type { World } from "../world.ts";

const OLD_MS = 100_000;
const STUCK_MS = 30_000;

/** I11, I15: after the storm nothing is left lying around, and nothing secret has been where it must not be. */
export async function checkLeftovers(world: World): Promise<void> {
  const { sim, redis, postgres } = world;
  for (const transaction of postgres.db.open) {
    if (transaction.beganAt < sim.loop.now - STUCK_MS) sim.violate("I11", "a transaction stays open");
  }
  for (const regionId of world.regionIds) {
    const code = world.codeOf(regionId);
    if (!isForgetful(world)) {
      await checkPending(world, checksKey(code));
      await checkPending(world, urgentKey(code));
    }
    const [spool] = await redis.execute([["XLEN", resultsKey(code)]]);
    if (spool && "result" in spool && Number(spool.result) > 0) {
      sim.violate("I11", `${String(spool.result)} reports stay in the spool of ${code}`);
    }
    const spooled = await redis.pendingOf(resultsKey(code), INGEST_GROUP, "app");
    if (spooled > 0) sim.violate("I11", `${spooled} spooled reports of ${code} were never acknowledged`);
  }
  const [epoch] = await redis.execute([["GET", EPOCH_KEY]]);
  const known = postgres.db.find(postgres.db.tables.streamEpoch, "1")?.value;
  if (epoch && "result" in epoch && epoch.result !== known) {
    sim.violate("I11", `Redis is at the epoch ${String(epoch.result)}, Postgres at ${known}`);
  }
  if (redis.hasSeenSecret) sim.violate("I15", "a secret was written to Redis");
}

/**
 * A replica that never heard of an acknowledgement has the entry again, and a read that is executed twice leaves entries
 * with a consumer that never saw them: both are cleared when they are idle for minutes, which is longer than a run.
 */
function isForgetful({ sim }: World): boolean {
  return sim.faults.struck.some(
    ({ kind, where }) =>
      kind === "stream_rolled_back" || (kind === "stream_doubled" && where.includes("XREADGROUP")),
  );
}

async function checkPending(world: World, key: string): Promise<void> {
  const [entries] = await world.redis.execute([["XRANGE", key, "-", "+", "COUNT", "5000"]]);
  const list = entries && "result" in entries && Array.isArray(entries.result) ? entries.result : [];
  for (const entry of list) {
    const id = Array.isArray(entry) ? String(entry[0]) : "";
    if (Number(id.split("-")[0]) < world.sim.loop.now - OLD_MS) {
      world.sim.violate("I11", `the entry ${id} of ${key} is left over`);
      return;
    }
  }
  for (const instance of ["a", "b"]) {
    const pending = await world.redis.pendingOf(key, PROBE_GROUP, instance);
    if (pending > world.redis.pendingLimit)
      world.sim.violate("I11", `${instance} holds ${pending} entries of ${key}`);
  }
}
