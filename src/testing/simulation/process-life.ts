import type { FaultKind } from "./fault-plan.ts";
import type { Simulation } from "./simulation.ts";

/** What never comes back to a process that is dead. */
const NEVER = new Promise<never>(() => undefined);

type LifeOptions = { name: string; crash?: FaultKind; pause?: FaultKind };

/**
 * One run of a process. Whatever it awaits goes through here: a process that was killed hears of nothing any more, and
 * one that was stopped hears of it when it goes on, as a zombie would.
 */
export class ProcessLife {
  readonly name: string;
  readonly bornAt: number;
  isAlive = true;
  private pausedUntil = 0;
  private held: (() => void)[] = [];
  private readonly mourners = new Set<() => void>();

  constructor(
    readonly sim: Simulation,
    private readonly options: LifeOptions,
  ) {
    this.name = options.name;
    this.bornAt = sim.loop.now;
  }

  /** Connections and calls that are open: each is to hear of its end. */
  get openEnds(): number {
    return this.mourners.size;
  }

  /** Returns what takes it back. */
  onDeath(run: () => void): () => void {
    this.mourners.add(run);
    return () => this.mourners.delete(run);
  }

  /**
   * An await of this process at its border: here it may be slow, crash or be stopped for a while. Null, which most of
   * a run is, takes no time: to wait for it costs more than what the process does next.
   */
  step(where: string): Promise<void> | null {
    const { faults } = this.sim;
    if (!this.isAlive) return NEVER;
    if (this.options.crash && faults.strikes(this.options.crash, this.name, where)) {
      this.kill();
      return NEVER;
    }
    if (this.options.pause && faults.strikes(this.options.pause, this.name, where)) {
      this.pause(faults.lasting(this.options.pause, 5_000, 90_000));
    }
    if (where === "send answer" && faults.strikes("app_paused_sending", this.name, where)) {
      this.pause(faults.outlivingLease());
    }
    const latencyMs = this.sim.latencyMs();
    return latencyMs === 0 && this.pausedUntil <= this.sim.loop.now ? null : this.wait(latencyMs);
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** A timer of this process; returns what cancels it. */
  after(ms: number, run: () => void): () => void {
    let isCancelled = false;
    const cancel = this.sim.loop.schedule(ms, () =>
      this.deliver(() => {
        if (!isCancelled) run();
      }),
    );
    return () => {
      isCancelled = true;
      cancel();
    };
  }

  kill(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.held = [];
    this.sim.trace.note(this.name, "dies");
    for (const mourn of this.mourners) mourn();
  }

  private pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.sim.loop.now + ms);
    this.sim.trace.note(this.name, `stops for ${ms} ms`);
    this.sim.loop.schedule(ms, () => this.resume());
  }

  private resume(): void {
    if (this.pausedUntil > this.sim.loop.now || !this.isAlive) return;
    for (const run of this.held.splice(0)) run();
  }

  private deliver(run: () => void): void {
    if (!this.isAlive) return;
    if (this.pausedUntil > this.sim.loop.now) this.held.push(run);
    else run();
  }
}
