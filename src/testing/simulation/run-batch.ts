import { runSeed } from "./run-seed.ts";

export type Totals = {
  seeds: number;
  slots: number;
  faults: number;
  failed: { seed: number; violations: string[] }[];
  hashes: Record<number, string>;
};

export async function runBatch(seeds: readonly number[]): Promise<Totals> {
  const totals: Totals = { seeds: 0, slots: 0, faults: 0, failed: [], hashes: {} };
  for (const seed of seeds) {
    const run = await runSeed(seed);
    totals.seeds += 1;
    totals.slots += run.slots;
    totals.faults += run.faults.length;
    totals.hashes[seed] = run.hash;
    if (run.violations.length > 0) totals.failed.push({ seed, violations: run.violations });
  }
  return totals;
}
