import { type FaultChoice, FaultPlan } from "./fault-plan.ts";
import { Random } from "./random.ts";
import { Trace } from "./trace.ts";
import { VirtualLoop } from "./virtual-loop.ts";

/** Noon of a day: far from the edges of daily partitions. */
export const START_MS = Date.UTC(2026, 0, 15, 12, 0, 0);

export type SimulationOptions = { seed: number; faults: FaultChoice };

/** What all actors of one run share: time, chance, faults, the trace, and the rules that were broken. */
export class Simulation {
  readonly seed: number;
  readonly loop = new VirtualLoop(START_MS);
  readonly random: Random;
  readonly faults: FaultPlan;
  readonly trace: Trace;
  readonly violations: string[] = [];
  private readonly latency: { random: Random; instantShare: number; mostMs: number };
  private ids = 0;

  constructor({ seed, faults }: SimulationOptions) {
    this.seed = seed;
    this.random = new Random(seed, "world");
    this.faults = new FaultPlan(seed, this.loop, faults);
    const { loop } = this;
    this.trace = new Trace({
      get now() {
        return loop.now;
      },
      startedAt: START_MS,
    });
    const random = new Random(seed, "latency");
    this.latency = { random, instantShare: random.pick([0.5, 0.9, 0.97]), mostMs: random.pick([3, 20, 120]) };
  }

  /** Most steps take no time at all, which keeps a run cheap; the others are what makes orders of events differ. */
  latencyMs(): number {
    const { random, instantShare, mostMs } = this.latency;
    return random.chance(instantShare) ? 0 : random.between(0, mostMs);
  }

  newId(): string {
    this.ids += 1;
    const scatter = Math.floor(this.random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
    return `00000000-0000-7000-8000-${scatter}${this.ids.toString(16).padStart(4, "0").slice(-4)}`;
  }

  /** Says that a rule was broken. A run goes on, so that the first cause is found in the trace. */
  violate(rule: string, what: string): void {
    if (this.violations.length < 20) this.violations.push(`${rule}: ${what}`);
    this.trace.note("RULE", `${rule} ${what}`);
  }
}
