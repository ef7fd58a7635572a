import type { Fault, FaultChoice } from "./fault-plan.ts";
import { checkInvariants } from "./invariants/check-invariants.ts";
import type { Mutant } from "./mutant.ts";
import { Simulation, START_MS } from "./simulation.ts";
import { World } from "./world.ts";
import type { WorldSize } from "./world-size.ts";

export type SeedRun = {
  seed: number;
  violations: string[];
  hash: string;
  slots: number;
  events: number;
  gaps: number;
  /** Messages that came in more than once. */
  repeats: number;
  faults: readonly Fault[];
  trace: string[];
};

export type SeedOptions = {
  faults?: FaultChoice;
  mutant?: Mutant | null;
  traceLines?: number;
  size?: WorldSize;
};

const AS_THE_SEED_SAYS: FaultChoice = { kinds: null, skipped: new Set() };

/** One whole life of the system: a storm of faults, then quiet, then judgement. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedRun> {
  const sim = new Simulation({ seed, faults: options.faults ?? AS_THE_SEED_SAYS });
  const world = new World(sim, options.mutant ?? null, options.size);
  sim.faults.stormEndsAt = START_MS + world.stormMs;
  await sim.loop.runUntil(START_MS + world.lastsMs);
  const slots = await checkInvariants(world);
  const { db } = world.postgres;
  const { received } = world.sinks;
  return {
    seed,
    violations: [...sim.violations],
    hash: sim.trace.hash,
    slots,
    events: sim.loop.events,
    gaps: db.rows(db.tables.gap).length,
    repeats: received.length - new Set(received.map(({ notification }) => notification.id)).size,
    faults: sim.faults.struck,
    trace: sim.trace.last(options.traceLines ?? 0),
  };
}
