import { encodeChanged } from "#contracts/job-entry.ts";
import type { ProbeReport } from "#contracts/probe-rpc.ts";
import type { JobStream } from "#contracts/stream.ts";
import { ENTRY_FIELD, urgentKey } from "#contracts/stream-keys.ts";
import { slotOffsets } from "#domain/schedule/slots.ts";
import type { LogLevel, ProbeDeps } from "#probes/core/ports.ts";
import type { Send } from "#server/runtime/deps.ts";
import type { Logger } from "#server/runtime/log.ts";
import { AppActor } from "./actors/app-actor.ts";
import { startCrons, startStorm } from "./actors/infrastructure.ts";
import { ProbeActor } from "./actors/probe-actor.ts";
import { Sinks } from "./actors/sinks.ts";
import { Targets } from "./actors/targets.ts";
import { buildWorld, type MonitorSpec } from "./build-world.ts";
import { EntryWitness } from "./invariants/entry-witness.ts";
import { watchDeliveries } from "./invariants/watch-deliveries.ts";
import type { Mutant } from "./mutant.ts";
import { planOutages } from "./plan-outages.ts";
import { Database } from "./postgres/database.ts";
import { Random } from "./random.ts";
import type { PostgresHost } from "./simulated-pool.ts";
import { RedisHost } from "./simulated-wire.ts";
import { type Simulation, START_MS } from "./simulation.ts";
import { chooseSize, type WorldSize } from "./world-size.ts";

/** Every so many seeds the probes call through the router, with the checks of what they send. */
const ROUTER_EVERY = 16;

/** Two servers, three regions with one or two probes each, Postgres, Redis, targets and receivers. */
export class World {
  readonly size: WorldSize;
  readonly stormMs: number;
  readonly lastsMs: number;
  readonly postgres: PostgresHost;
  readonly redis: RedisHost;
  readonly witness: EntryWitness;
  readonly targets: Targets;
  readonly sinks = new Sinks();
  readonly monitors: MonitorSpec[];
  readonly regionIds = [1, 2, 3];
  readonly apps: AppActor[];
  readonly probes: ProbeActor[];
  readonly usesRouter: boolean;
  readonly budgetsMs: { schedule: number; notify: number; clock: number };
  readonly log: Logger;
  /** Reports that were answered with 2xx. */
  readonly accepted: { regionId: number; monitorId: number; scheduledAt: number }[] = [];

  constructor(
    readonly sim: Simulation,
    private readonly mutant: Mutant | null,
    size: WorldSize = chooseSize(new Random(sim.seed, "size")),
  ) {
    const { seed, loop, faults } = sim;
    this.size = size;
    this.stormMs = this.size.stormMs;
    this.lastsMs = this.stormMs + this.size.healMs;
    const random = new Random(seed, "build");
    const db = new Database(
      () => loop.now,
      () => sim.newId(),
    );
    this.postgres = {
      db,
      variants: mutant?.statements ?? new Map(),
      mode: mutant?.sql ?? null,
      isAway: false,
    };
    this.witness = new EntryWitness(this);
    watchDeliveries(sim, db);
    this.redis = new RedisHost(() => loop.now, {
      keepsLog: faults.has("stream_rolled_back"),
      witness: this.witness,
      change: mutant?.command ?? null,
    });
    this.targets = new Targets(loop, new Random(seed, "targets"));
    this.monitors = buildWorld(db, { random, size: this.size });
    this.usesRouter = seed % ROUTER_EVERY === 0;
    this.budgetsMs = {
      schedule: random.pick(this.size.budgetsMs.schedule),
      notify: random.pick(this.size.budgetsMs.notify),
      clock: random.pick(this.size.budgetsMs.clock),
    };
    planOutages(this, random);
    this.log = this.createLog();
    this.apps = ["app-1", "app-2"].map((name) => new AppActor(this, name));
    const options = this.chooseProbeOptions(random);
    this.probes = this.regionIds.flatMap((regionId) =>
      this.size.instances.map((instance) => new ProbeActor(this, { regionId, instance, options })),
    );
    startCrons(this, random);
    startStorm(this, this.stormMs);
  }

  codeOf(regionId: number): string {
    return `sim-${regionId}`;
  }

  pickApp(): AppActor {
    return this.sim.random.pick(this.apps);
  }

  wrapStream(stream: JobStream, user: "app" | "probe"): JobStream {
    return this.mutant?.stream?.(stream, user) ?? stream;
  }

  wrapSend(send: Send): Send {
    return this.mutant?.send?.(send) ?? send;
  }

  wrapProbe(deps: ProbeDeps): ProbeDeps {
    return this.mutant?.probe?.(deps) ?? deps;
  }

  noteAccepted(regionId: number, report: ProbeReport): void {
    const { db } = this.postgres;
    for (const { monitorId, scheduledAt } of report.ticks) {
      this.accepted.push({ regionId, monitorId, scheduledAt });
      if (db.find(db.tables.tick, `${monitorId}:${regionId}:${scheduledAt}`) === null) {
        this.sim.violate(
          "I2",
          `the tick ${monitorId}:${regionId}:${scheduledAt} was answered 2xx and is not there`,
        );
      }
    }
  }

  noteLog(
    name: string,
    line: { level: LogLevel; message: string; fields?: Record<string, unknown> | undefined },
  ): void {
    if (line.level === "debug") return;
    this.sim.trace.note(name, `${line.message} ${line.fields ? JSON.stringify(line.fields) : ""}`);
  }

  /** What the command of a user does: another interval starts another grid at once. */
  async editMonitor(random: Random): Promise<void> {
    const { db } = this.postgres;
    const { monitor, monitorState, assignment } = db.tables;
    const spec = random.pick(this.monitors);
    const intervalMs = random.pick([10_000, 20_000, 30_000]);
    const now = this.sim.loop.now;
    const sql = db.begin("read committed");
    sql.beginStatement();
    const row = await sql.lock(monitor, String(spec.id));
    if (row === null || this.postgres.isAway) return sql.rollback();
    const configVersion = row.configVersion + 1;
    await sql.update(monitor, String(spec.id), (old) => ({
      ...old,
      intervalMs,
      configVersion,
      gridFrom: now,
      catchUpFrom: now,
      updatedAt: now,
    }));
    await sql.update(monitorState, String(spec.id), (old) => ({ ...old, configVersion }));
    for (const open of sql.by(assignment, "monitor", spec.id)) {
      if (open.untilAt === null) {
        await sql.update(assignment, String(open.id), (old) => ({ ...old, untilAt: now }));
      }
    }
    for (const [regionId, offsetMs] of slotOffsets({
      monitorId: spec.id,
      intervalMs,
      regionIds: spec.regionIds,
    })) {
      const id = db.nextValue("assignment");
      const grid = { id, monitorId: spec.id, regionId, intervalMs, offsetMs, configVersion };
      await sql.insert(assignment, { ...grid, fromAt: now, untilAt: null });
    }
    sql.commit();
    this.sim.trace.note("user", `monitor ${spec.id} is checked each ${intervalMs} ms from now on`);
    if (this.redis.isAway) return;
    for (const regionId of spec.regionIds) {
      const key = urgentKey(this.codeOf(regionId));
      await this.redis.execute([["XADD", key, "*", ENTRY_FIELD, encodeChanged([spec.id])]]);
    }
  }

  private chooseProbeOptions(random: Random) {
    const pollMs = random.pick(this.size.pollsMs);
    const flushEveryMs = random.pick([250, 1_000, 2_500]);
    const isTight = random.chance(0.2);
    if (isTight) this.redis.pendingLimit = 60;
    return { pollMs, flushEveryMs, longestSleepMs: 10_000, ...(isTight ? { maxHeldEntries: 30 } : {}) };
  }

  private createLog(): Logger {
    const write = (given: unknown, message?: string) => {
      const error = typeof given === "object" && given !== null && "err" in given ? given.err : "";
      this.sim.trace.note(
        "app",
        `${message ?? String(given)} ${error instanceof Error ? error.message : error}`,
      );
    };
    const quiet = () => undefined;
    return { debug: quiet, info: quiet, warn: write, error: write } as unknown as Logger;
  }

  startsAt(): number {
    return START_MS;
  }
}
