import type { Mutant } from "./mutant.ts";
import { runSeed } from "./run-seed.ts";
import { LARGE } from "./world-size.ts";

const MOST_SEEDS = 120;

/** The first seed that finds the planted bug, each third in a large world; null: none does. */
export async function catchMutant(
  mutant: Mutant,
  mostSeeds = MOST_SEEDS,
): Promise<{ seed: number; by: string } | null> {
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const run = await runSeed(seed, { mutant, ...(seed % 3 === 0 ? { size: LARGE } : {}) });
    const [violation] = run.violations.filter((one) => !one.startsWith("SIM"));
    if (violation !== undefined) return { seed, by: violation };
  }
  return null;
}
