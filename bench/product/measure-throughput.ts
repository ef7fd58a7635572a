import type { BareClientLimit } from "../limits/measure-limits.ts";
import type { Row } from "../report/row.ts";
import { type Observation, observeWindow } from "./observe-window.ts";
import { seedLoad, withProduct } from "./with-product.ts";

const INTERVAL_MS = 10_000;
const GOAL_PER_SEC = 4_700;
const GOAL_US = 220;
const STEPS_PER_SEC = [2_000, 3_000, 4_000, 4_700, 5_500];
const STEPS_WHEN_SHORT = [4_700, 3_500, 2_500, 1_500];

export type Ramp = { perSec: number; held: boolean; observed: Observation };

/** P1 and P2: the highest load that misses and doubles nothing, and what a check costs there. */
export async function measureThroughput(given: {
  short: boolean;
  limit: BareClientLimit;
  say: (line: string) => void;
}): Promise<Row[]> {
  const ramps = given.short ? await rampDown(given.say) : await rampUp(given.say);
  const best = ramps.filter((ramp) => ramp.held).sort((a, b) => b.perSec - a.perSec)[0];
  const shown = best ?? ramps.at(-1);
  if (shown === undefined) throw new Error("No step of the ramp was run.");
  const perSec = best === undefined ? 0 : best.observed.pace.checksPerSec;
  const costUs = shown.observed.cpuUsPerCheck;
  return [
    {
      id: "P1",
      measure: "checks/s sustained, nothing missed or doubled",
      goal: `≥ ${GOAL_PER_SEC}`,
      measured: perSec.toFixed(0),
      limit: `${given.limit.checksPerSec.toFixed(0)} (bare net client)`,
      ratio: perSec / given.limit.checksPerSec,
      met: perSec >= GOAL_PER_SEC * 0.999,
      detail: ramps,
    },
    {
      id: "P2",
      measure: `CPU µs per check, all our processes, at ${shown.perSec}/s`,
      goal: `≤ ${GOAL_US}`,
      measured: costUs.toFixed(0),
      limit: `${given.limit.cpuUsPerCheck.toFixed(0)} (bare net client)`,
      ratio: costUs / given.limit.cpuUsPerCheck,
      met: costUs <= GOAL_US,
      detail: shown.observed.cpuUsPerCheckBy,
    },
  ];
}

async function rampUp(say: (line: string) => void): Promise<Ramp[]> {
  const ramps: Ramp[] = [];
  for (const perSec of STEPS_PER_SEC) {
    const ramp = await runStep(perSec, say);
    ramps.push(ramp);
    if (!ramp.held) break;
  }
  return ramps;
}

async function rampDown(say: (line: string) => void): Promise<Ramp[]> {
  const ramps: Ramp[] = [];
  for (const perSec of STEPS_WHEN_SHORT) {
    const ramp = await runStep(perSec, say);
    ramps.push(ramp);
    if (ramp.held) break;
  }
  return ramps;
}

/** A new installation for every step: the backlog of a step that was too much must not weigh on the next. */
async function runStep(perSec: number, say: (line: string) => void): Promise<Ramp> {
  return withProduct(async (bench) => {
    const ids = await seedLoad(bench, { count: (perSec * INTERVAL_MS) / 1000, intervalMs: INTERVAL_MS });
    const observed = await observeWindow(bench, {
      ids,
      intervalMs: INTERVAL_MS,
      settleMs: 25_000,
      windowMs: 30_000,
    });
    const held = observed.pace.missed === 0 && observed.pace.doubled === 0;
    say(`  ${perSec}/s: ${describe(observed)}`);
    return { perSec, held, observed };
  });
}

export function describe(seen: Observation): string {
  const by = Object.entries(seen.cpuUsPerCheckBy).map(([name, us]) => `${name} ${us.toFixed(0)}`);
  return [
    `${seen.pace.checksPerSec.toFixed(0)} checks/s`,
    `missed ${seen.pace.missed}`,
    `doubled ${seen.pace.doubled}`,
    `deviation p50/p99/p99.9 ${[seen.pace.deviationMs.p50, seen.pace.deviationMs.p99, seen.pace.deviationMs.p999].map((ms) => ms.toFixed(1)).join("/")} ms`,
    `CPU ${seen.cpuUsPerCheck.toFixed(0)} µs/check (${by.join(", ")})`,
    `${(seen.cpuShare * 100).toFixed(1)} % of the machine`,
    `PSS ${(seen.pssBytes / 2 ** 20).toFixed(0)} MiB`,
    `${seen.redisCommandsPerCheck.toFixed(3)} Redis commands/check`,
  ].join(", ");
}
