import type { Random } from "./random.ts";

/** How much there is to live through. Most worlds are small: many short lives find more than a few long ones. */
export type WorldSize = {
  stormMs: number;
  healMs: number;
  monitors: { least: number; most: number };
  instances: readonly string[];
  /** A function may be given less time than a minute; what it leaves is for the next call. */
  budgetsMs: { schedule: readonly number[]; notify: readonly number[]; clock: readonly number[] };
  /** How often a probe looks into its streams. */
  pollsMs: readonly number[];
  /** How often the sweep is called. */
  sweepEveryMs: number;
  /** What is away for everybody after the storm. */
  outage: { afterMs: number; lastsMs: number };
};

/** They take three times as long. */
const LARGE_SHARE = 0.03;

export const LARGE: WorldSize = {
  stormMs: 120_000,
  healMs: 210_000,
  monitors: { least: 9, most: 13 },
  instances: ["a", "b"],
  budgetsMs: { schedule: [30_000, 55_000], notify: [10_000, 30_000, 55_000], clock: [30_000, 55_000] },
  pollsMs: [1_000, 2_000, 3_000],
  sweepEveryMs: 60_000,
  outage: { afterMs: 70_000, lastsMs: 70_000 },
};

const MOSTLY_SHORT = [12_000, 12_000, 30_000, 55_000];

const SMALL: WorldSize = {
  stormMs: 60_000,
  healMs: 150_000,
  monitors: { least: 3, most: 5 },
  instances: ["a", "b"],
  budgetsMs: { schedule: MOSTLY_SHORT, notify: [10_000, 10_000, 10_000, 30_000], clock: MOSTLY_SHORT },
  pollsMs: [1_000, 3_000, 3_000, 3_000],
  sweepEveryMs: 20_000,
  outage: { afterMs: 60_000, lastsMs: 50_000 },
};

export function chooseSize(random: Random): WorldSize {
  if (random.chance(LARGE_SHARE)) return LARGE;
  const instances = random.chance(0.33) ? SMALL.instances : ["a"];
  return { ...SMALL, instances };
}
