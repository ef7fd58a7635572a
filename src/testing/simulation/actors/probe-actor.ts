import type {
  ProbeBeatReply,
  ProbeConfig,
  ProbeReceipt,
  ProbeReport,
  ProbeWelcome,
} from "#contracts/probe-rpc.ts";
import { type ProbeDeps, type ProbeRpc, ProbeRpcError } from "#probes/core/ports.ts";
import { Probe } from "#probes/core/probe.ts";
import { PROBE_DEFAULTS, type ProbeOptions } from "#probes/core/probe-options.ts";
import { createJobStream } from "#transport/job-stream.ts";
import { ProcessLife } from "../process-life.ts";
import { Random } from "../random.ts";
import { createSimulatedWire } from "../simulated-wire.ts";
import type { World } from "../world.ts";
import type { ProbeCall } from "./app-actor.ts";

const CALL_TIMEOUT_MS = 15_000;
const RESTART_MS = { least: 300, most: 25_000 };

/** A probe process with its supervisor: whatever ends it, another one with the same name follows. */
export class ProbeActor {
  probe: Probe | null = null;
  private life: ProcessLife;
  private readonly random: Random;

  constructor(
    private readonly world: World,
    private readonly place: { regionId: number; instance: string; options: Partial<ProbeOptions> },
  ) {
    this.random = new Random(world.sim.seed, this.name);
    this.life = this.boot();
  }

  get name(): string {
    return `${this.world.codeOf(this.place.regionId)}/${this.place.instance}`;
  }

  /** As a deploy does: lets it finish, then starts the next one. */
  async restart(): Promise<void> {
    const { life, probe } = this;
    if (!life.isAlive || probe === null) return;
    this.world.sim.trace.note(this.name, "is asked to stop");
    await probe.stop();
    life.kill();
  }

  private boot(): ProcessLife {
    const { world } = this;
    const life = new ProcessLife(world.sim, { name: this.name, crash: "probe_crash", pause: "probe_paused" });
    life.onDeath(() => {
      this.probe = null;
      world.sim.loop.schedule(this.random.between(RESTART_MS.least, RESTART_MS.most), () => {
        this.life = this.boot();
      });
    });
    void this.run(life);
    return life;
  }

  private async run(life: ProcessLife): Promise<void> {
    const options: ProbeOptions = {
      ...PROBE_DEFAULTS,
      kinds: ["http"],
      runtime: "node",
      instance: this.place.instance,
      ...this.place.options,
    };
    const deps = this.deps(life);
    const { instance, version, runtime, kinds } = options;
    for (;;) {
      try {
        const welcome = await deps.rpc.hello({ instance, version, runtime, kinds });
        this.probe = new Probe(deps, { options, welcome });
        this.probe.start();
        return;
      } catch (error) {
        if (!(error instanceof ProbeRpcError)) throw error;
        await life.wait(1_000);
      }
    }
  }

  private deps(life: ProcessLife): ProbeDeps {
    const { world } = this;
    const { regionId } = this.place;
    const { loop } = world.sim;
    const call = (name: ProbeCall["name"], input: unknown) => this.call(life, { name, input });
    const rpc: ProbeRpc = {
      hello: (input) => call("hello", input) as Promise<ProbeWelcome>,
      configs: (input) => call("configs", input) as Promise<ProbeConfig[]>,
      report: (input) => call("report", input) as Promise<ProbeReceipt>,
      beat: (input) => call("beat", input) as Promise<ProbeBeatReply>,
      trial: async () => ({ taken: false }),
      artifact: async () => ({ taken: false }),
    };
    return world.wrapProbe({
      clock: {
        now: () => loop.now,
        monotonicMs: () => loop.now - life.bornAt,
        setTimer: (run, delayMs) => life.after(delayMs, run),
      },
      stream: world.wrapStream(createJobStream(createSimulatedWire(life, world.redis)), "probe"),
      rpc,
      runners: { http: (config) => world.targets.check(life, { regionId, config }) },
      checkControl: async () => {
        const control = life.step("control");
        if (control !== null) await control;
        return !world.targets.isCutOff(regionId);
      },
      log: (level, message, fields) => world.noteLog(this.name, { level, message, fields }),
      random: () => this.random.next(),
      rssBytes: () => 1,
    });
  }

  private async call(life: ProcessLife, call: ProbeCall): Promise<unknown> {
    const { faults, trace } = this.world.sim;
    const { regionId } = this.place;
    const request = life.step(call.name);
    if (request !== null) await request;
    if (faults.strikes("rpc_delayed", this.name, call.name))
      await life.wait(faults.between("rpc_delayed", 100, 12_000));
    if (faults.strikes("rpc_lost_request", this.name, call.name)) {
      await life.wait(CALL_TIMEOUT_MS);
      throw new ProbeRpcError("unavailable", "timeout");
    }
    const app = this.world.pickApp();
    const work = app.answer(regionId, call);
    if (faults.strikes("rpc_doubled", this.name, call.name))
      this.world
        .pickApp()
        .answer(regionId, call)
        .catch(() => undefined);
    const reply = await this.withTimeout(life, work);
    // From here on the app has answered 2xx: what it took must be there.
    if (call.name === "report") this.world.noteAccepted(regionId, call.input as ProbeReport);
    if (faults.strikes("rpc_lost_reply", this.name, call.name)) {
      await life.wait(CALL_TIMEOUT_MS);
      throw new ProbeRpcError("unavailable", "timeout");
    }
    const answered = life.step("answer");
    if (answered !== null) await answered;
    if (call.name === "report") trace.note(this.name, `reported ${describe(call.input as ProbeReport)}`);
    return reply;
  }

  private withTimeout(life: ProcessLife, work: Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const cancel = life.after(CALL_TIMEOUT_MS, () => reject(new ProbeRpcError("unavailable", "timeout")));
      const settle = (run: () => void) => {
        cancel();
        run();
      };
      work.then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }
}

function describe({ ticks, gaps }: ProbeReport): string {
  const failed = ticks.filter((tick) => tick.outcome !== "ok");
  const names = failed.map((tick) => `${tick.monitorId}@${tick.scheduledAt % 1_000_000}:${tick.outcome}`);
  return `${ticks.length} ticks ${gaps.length} gaps ${names.join(" ")}`;
}
