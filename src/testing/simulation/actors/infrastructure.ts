import { checksKey, urgentKey } from "#contracts/stream-keys.ts";
import { SqlError } from "../postgres/sql-error.ts";
import type { Random } from "../random.ts";
import type { World } from "../world.ts";
import type { StageName } from "./app-actor.ts";

const MINUTE_MS = 60_000;
const STAGES: readonly StageName[] = ["schedule", "sweep", "notify", "clock"];

/** Whatever calls the cron routes, more or less often. */
export function startCrons(world: World, random: Random): void {
  for (const stage of STAGES) {
    const firstMs = random.between(0, 3_000);
    const everyMs = stage === "sweep" ? world.size.sweepEveryMs : MINUTE_MS;
    for (let at = firstMs; at < world.lastsMs; at += everyMs) {
      world.sim.loop.schedule(at, () => callCron(world, stage));
    }
  }
}

function callCron(world: World, stage: StageName): void {
  const { faults, loop } = world.sim;
  if (faults.strikes("cron_dropped", stage)) return;
  const lateMs = faults.strikes("cron_late", stage) ? faults.between("cron_late", 1_000, 55_000) : 0;
  const calls = faults.strikes("cron_doubled", stage) ? faults.between("cron_doubled", 2, 4) : 1;
  for (let call = 0; call < calls; call += 1) {
    loop.schedule(lateMs + call * faults.between("cron_doubled", 0, 2_000), () => {
      void world.pickApp().runStage(stage);
    });
  }
}

/** What happens to Redis, Postgres, regions and probes as a whole: looks once a second. */
export function startStorm(world: World, stormMs: number): void {
  for (let at = 0; at < stormMs; at += 1_000) world.sim.loop.schedule(at, () => strikeAll(world));
}

function strikeAll(world: World): void {
  const { faults, loop, trace, random } = world.sim;
  const { redis, postgres } = world;
  if (faults.strikes("stream_flushed", "redis")) void redis.flush();
  if (faults.strikes("stream_trimmed", "redis")) void trim(world, random);
  if (faults.strikes("stream_rolled_back", "redis")) {
    void redis.rollBack(faults.between("stream_rolled_back", 200, 15_000));
  }
  if (faults.strikes("stream_away", "redis")) {
    redis.isAway = true;
    const awayMs = faults.lasting("stream_away", 1_000, 40_000);
    trace.note("redis", `is away for ${awayMs} ms`);
    loop.schedule(awayMs, () => {
      redis.isAway = false;
    });
  }
  if (faults.strikes("sql_away", "postgres")) {
    postgres.isAway = true;
    for (const transaction of [...postgres.db.open]) transaction.rollback();
    const awayMs = faults.lasting("sql_away", 1_000, 30_000);
    trace.note("postgres", `is away for ${awayMs} ms`);
    loop.schedule(awayMs, () => {
      postgres.isAway = false;
    });
  }
  strikePlaces(world);
}

function strikePlaces(world: World): void {
  const { faults, loop, random } = world.sim;
  if (faults.strikes("region_cut_off", "region")) {
    const regionId = random.pick(world.regionIds);
    world.targets.cutOff(regionId, loop.now + faults.lasting("region_cut_off", 5_000, 40_000));
  }
  if (faults.strikes("probe_restarted", "probe")) void random.pick(world.probes).restart();
  if (faults.strikes("monitor_edited", "monitor")) editMonitor(world, random);
}

/** An edit that the database refuses is the user's to repeat. */
function editMonitor(world: World, random: Random): void {
  world.editMonitor(random).catch((error: unknown) => {
    if (error instanceof SqlError) world.sim.trace.note("user", `cannot edit: ${error.message}`);
    else world.sim.violate("SIM", String(error));
  });
}

/** An operator trims a stream, or memory runs out: entries vanish, delivered or not. */
async function trim(world: World, random: Random): Promise<void> {
  const code = world.codeOf(random.pick(world.regionIds));
  const key = random.chance(0.7) ? checksKey(code) : urgentKey(code);
  const [found] = await world.redis.execute([["XRANGE", key, "-", "+", "COUNT", "40"]]);
  const entries = found && "result" in found && Array.isArray(found.result) ? found.result : [];
  const ids = entries.map((entry) => (Array.isArray(entry) ? String(entry[0]) : ""));
  const lost = ids.filter(() => random.chance(0.5));
  if (lost.length > 0) await world.redis.execute([["XDEL", key, ...lost]]);
  world.sim.trace.note("redis", `loses ${lost.length} entries of ${key}`);
}
