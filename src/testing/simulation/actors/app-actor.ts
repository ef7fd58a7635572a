import { ProbeRpcError } from "#probes/core/ports.ts";
import { createProcessClock, type ProcessClock } from "#server/pipeline/clock/process-clock.ts";
import { type ClockPart, runClock } from "#server/pipeline/clock/run-clock.ts";
import { drainSpools } from "#server/pipeline/ingest/drain-spools.ts";
import { advanceIncidents } from "#server/pipeline/notify/advance-incidents.ts";
import { createNotifier, type Notifier } from "#server/pipeline/notify/notifier.ts";
import { runSchedule } from "#server/pipeline/schedule/run-schedule.ts";
import { runSweep } from "#server/pipeline/sweep/run-sweep.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { listProbeConfigs } from "#server/store/probe-store.ts";
import type { ProbeRegion } from "#server/trpc/probe-init.ts";
import { beat, probeRouter, report, welcome } from "#server/trpc/probe-router.ts";
import { createJobStream } from "#transport/job-stream.ts";
import { ProcessLife } from "../process-life.ts";
import { Random } from "../random.ts";
import { createSimulatedPool } from "../simulated-pool.ts";
import { createSimulatedWire } from "../simulated-wire.ts";
import type { World } from "../world.ts";

export type StageName = "schedule" | "sweep" | "notify" | "clock";
export type ProbeCall = { name: "hello" | "configs" | "report" | "beat"; input: unknown };
type ProbeCaller = Record<ProbeCall["name"], (input: never) => Promise<unknown>>;

const RESTART_MS = { least: 200, most: 8_000 };
const CLOCK_PARTS: readonly ClockPart[] = [{ name: "incidents", everyMs: 1_000, run: advanceIncidents }];

/** A server process: answers probes, runs the stages that cron asks for, and sends what is in the outbox. */
export class AppActor {
  life: ProcessLife;
  deps: Deps;
  private notifier: Notifier;
  private clock: ProcessClock;
  private callers = new Map<number, ProbeCaller>();
  private readonly random: Random;

  constructor(
    private readonly world: World,
    readonly name: string,
  ) {
    this.random = new Random(world.sim.seed, name);
    const booted = this.boot();
    this.life = booted.life;
    this.deps = booted.deps;
    this.notifier = booted.notifier;
    this.clock = booted.clock;
  }

  /** What the probe's procedure answers, or how it fails; rejects when this process dies over it. */
  async answer(regionId: number, call: ProbeCall): Promise<unknown> {
    const { life } = this;
    if (!life.isAlive) throw new ProbeRpcError("unavailable", "connection refused");
    const request = life.step(call.name);
    if (request !== null) await request;
    // As over the wire: both sides have their own copy.
    const input = JSON.parse(JSON.stringify(call.input));
    return new Promise((resolve, reject) => {
      const forget = life.onDeath(() => reject(new ProbeRpcError("unavailable", "connection reset")));
      this.callerOf(regionId)
        [call.name](input as never)
        .then(resolve, (error: unknown) => reject(toRpcError(error)))
        .finally(forget);
    });
  }

  /** Runs a stage as its cron route does; resolves at once with what goes wrong. */
  async runStage(stage: StageName): Promise<void> {
    const { life, deps } = this;
    if (!life.isAlive) return;
    try {
      const call = life.step(stage);
      if (call !== null) await call;
      if (stage === "schedule") await runSchedule(deps, this.world.budgetsMs.schedule);
      if (stage === "clock")
        await runClock(deps, { budgetMs: this.world.budgetsMs.clock, parts: CLOCK_PARTS });
      if (stage === "notify") await this.notifier.run(this.world.budgetsMs.notify);
      if (stage === "sweep") {
        await drainSpools(deps);
        await runSweep(deps);
      }
    } catch (error) {
      this.world.sim.trace.note(
        life.name,
        `${stage} failed: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  private boot() {
    const { world } = this;
    const life = new ProcessLife(world.sim, { name: this.name, crash: "app_crash", pause: "app_paused" });
    const deps: Deps = {
      pool: createSimulatedPool(life, world.postgres),
      stream: world.wrapStream(createJobStream(createSimulatedWire(life, world.redis)), "app"),
      log: world.log,
      clock: () => world.sim.loop.now,
      sleep: (ms) => life.wait(ms),
      isEnding: () => false,
      newId: () => world.sim.newId(),
      poke: async () => undefined,
      random: () => this.random.next(),
      send: world.wrapSend((target, notification) => world.sinks.send(life, { target, notification })),
      // The simulated world has no status page.
      sendUpdate: async () => ({
        kind: "skipped",
        reason: "Nobody subscribes.",
        request: null,
        response: null,
      }),
      resolveTxt: async () => ({ kind: "none" }),
      keyRing: null,
      wakeNotifier: () => void this.notifier.wake(),
      wakeClock: (dueAtMs) => void this.clock.wake(dueAtMs),
      heartbeat: null,
      tickArchive: null,
      settings: {
        linkSecret: "secret-of-a-simulation",
        appUrl: "http://uptick.test",
        hasMailServer: false,
        backlogCap: 20_000,
        agentLookMs: 150,
        controlTargets: ["http://control-1.test/", "http://control-2.test/"],
        contactUrl: null,
        tickDays: 30,
        rollupHourDays: 396,
        backupEveryMs: null,
        exportGraceDays: 7,
      },
    };
    life.onDeath(() =>
      world.sim.loop.schedule(this.random.between(RESTART_MS.least, RESTART_MS.most), () => this.reboot()),
    );
    return { life, deps, notifier: createNotifier(deps), clock: createProcessClock(deps) };
  }

  private reboot(): void {
    const { life, deps, notifier, clock } = this.boot();
    this.life = life;
    this.deps = deps;
    this.notifier = notifier;
    this.clock = clock;
    this.callers = new Map();
    this.world.sim.trace.note(this.name, "starts again");
  }

  private callerOf(regionId: number): ProbeCaller {
    const known = this.callers.get(regionId);
    if (known) return known;
    const region: ProbeRegion = {
      id: regionId,
      code: this.world.codeOf(regionId),
      healthy: true,
      workspaceId: null,
    };
    const caller = this.world.usesRouter ? throughRouter(this.deps, region) : direct(this.deps, region);
    this.callers.set(regionId, caller);
    return caller;
  }
}

/** With all that the wire does to a call. */
function throughRouter(deps: Deps, region: ProbeRegion): ProbeCaller {
  const caller = probeRouter.createCaller({ deps, region }).probe as unknown as ProbeCaller;
  const call = (name: ProbeCall["name"]) => (input: never) =>
    caller[name](JSON.parse(JSON.stringify(input)) as never);
  return { hello: call("hello"), configs: call("configs"), report: call("report"), beat: call("beat") };
}

/** What the procedures run, without the checks of their input, which take longer than all the rest. */
function direct(deps: Deps, region: ProbeRegion): ProbeCaller {
  const called = { deps, region };
  return {
    hello: (input) => welcome(called, input),
    configs: (input: { monitorIds: number[] }) =>
      listProbeConfigs(deps.pool, { regionId: region.id, monitorIds: input.monitorIds }),
    report: (input) => report(called, input),
    beat: (input) => beat(called, input),
  };
}

function toRpcError(error: unknown): ProbeRpcError {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const kind = code === "BAD_REQUEST" ? "rejected" : code === "UNAUTHORIZED" ? "unauthorised" : "unavailable";
  return new ProbeRpcError(kind, error instanceof Error ? error.message : String(error), { cause: error });
}
