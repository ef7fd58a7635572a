import { describe, expect, test } from "vitest";
import { catchMutant } from "./catch-mutant.ts";
import { KNOWN_SEEDS } from "./known-seeds.ts";
import { allMutants } from "./mutants/all-mutants.ts";
import { runSeed } from "./run-seed.ts";

/** `npm run sim` lives through thousands of seeds; these are to see at once that it still can. */
const SEEDS = [...KNOWN_SEEDS, ...Array.from({ length: 10 }, (_, index) => 1 + index)];
const TIMEOUT_MS = 120_000;

describe("the pipeline in a storm of faults", () => {
  test.each(SEEDS)("keeps its rules in seed %i", { timeout: TIMEOUT_MS }, async (seed) => {
    const run = await runSeed(seed);
    expect(run.violations).toEqual([]);
    expect(run.slots).toBeGreaterThan(20);
  });

  test("lives through a seed the same way each time", { timeout: TIMEOUT_MS }, async () => {
    for (const seed of [3, 16]) {
      const [once, again] = [await runSeed(seed), await runSeed(seed)];
      expect(again.hash).toBe(once.hash);
    }
  });

  test("without faults, every slot is measured and every message is sent once", {
    timeout: TIMEOUT_MS,
  }, async () => {
    const run = await runSeed(5, { faults: { kinds: new Set(), skipped: new Set() } });
    expect(run.violations).toEqual([]);
    expect(run.faults).toEqual([]);
    expect(run.gaps).toBe(0);
    expect(run.repeats).toBe(0);
  });
});

test.each([
  "acknowledges jobs before their results are reported",
  "creates the group at the end of the stream",
  "stores ticks, verdicts and messages one by one",
  "lets sick regions vote",
  "marks a message as sent before it is sent",
])("the simulation finds a system that %s", { timeout: TIMEOUT_MS }, async (name) => {
  const mutant = allMutants.find((one) => one.name === name);
  expect(mutant).toBeDefined();
  if (mutant) expect(await catchMutant(mutant)).not.toBeNull();
});
