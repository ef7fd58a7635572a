import { setTimeout as sleep } from "node:timers/promises";
import type { FarTarget } from "#testing/rig/far-target.ts";
import type { PacerLimit } from "../limits/measure-limits.ts";
import type { Row } from "../report/row.ts";
import { describe } from "./measure-throughput.ts";
import { observeWindow } from "./observe-window.ts";
import { type Bench, seedLoad, withProduct } from "./with-product.ts";

const MONITORS = 5_000;
const INTERVAL_MS = 20_000;
const GOAL_P99_MS = 5;
const LOOK_EVERY_MS = 200;
const GIVE_UP_MS = 180_000;

/** P5 and P11: how punctual the checks are at 5,000 monitors, and how soon all are checked again after everything died. */
export async function measurePace(given: {
  short: boolean;
  limit: PacerLimit;
  say: (line: string) => void;
}): Promise<Row[]> {
  return withProduct(async (bench) => {
    const ids = await seedLoad(bench, { count: MONITORS, intervalMs: INTERVAL_MS });
    const windowMs = given.short ? 3 * INTERVAL_MS : 6 * INTERVAL_MS;
    const observed = await observeWindow(bench, { ids, intervalMs: INTERVAL_MS, settleMs: 45_000, windowMs });
    given.say(`  5,000 @ 20 s: ${describe(observed)}`);
    const { pace } = observed;
    return [
      {
        id: "P5",
        measure: "deviation p99, 5,000 @ 20 s; missed, doubled",
        goal: `≤ ${GOAL_P99_MS} ms; 0, 0`,
        measured: `${pace.deviationMs.p99.toFixed(1)} ms; ${pace.missed}, ${pace.doubled}`,
        limit: `${given.limit.p99Ms.toFixed(1)} ms (ideal pacer)`,
        ratio: pace.deviationMs.p99 / given.limit.p99Ms,
        met: pace.deviationMs.p99 <= GOAL_P99_MS && pace.missed === 0 && pace.doubled === 0,
        detail: observed,
      },
      await measureRestart(bench, { ids, say: given.say }),
    ];
  });
}

async function measureRestart(
  { product, target, db }: Bench,
  given: { ids: number[]; say: (line: string) => void },
): Promise<Row> {
  // Postgres is killed, too, and a client that is cut off would end this process with it.
  await db.end();
  await product.kill();
  await target.reset();
  const startedAtMs = Date.now();
  await product.start();
  const readyAtMs = Date.now();
  const allAtMs = await waitForAll(target, given.ids);
  const afterReadySec = (allAtMs - readyAtMs) / 1000;
  const inAllSec = (allAtMs - startedAtMs) / 1000;
  given.say(
    `  restart: ready after ${((readyAtMs - startedAtMs) / 1000).toFixed(1)} s, all checked ${afterReadySec.toFixed(1)} s later`,
  );
  return {
    id: "P11",
    measure: "kill -9 of everything, start → every monitor checked again",
    goal: `≤ ${INTERVAL_MS / 1000} s from ready`,
    measured: `${afterReadySec.toFixed(1)} s (${inAllSec.toFixed(1)} s from the start command)`,
    limit: `${INTERVAL_MS / 1000} s (one interval)`,
    ratio: (afterReadySec * 1000) / INTERVAL_MS,
    // Half a second for the look itself and the last check on its way.
    met: afterReadySec * 1000 <= INTERVAL_MS + 500,
    detail: { afterReadySec, inAllSec },
  };
}

/** The moment at which the last of the monitors had been seen once, by the target's clock. */
async function waitForAll(target: FarTarget, ids: readonly number[]): Promise<number> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  while (Date.now() < giveUpAt) {
    const arrivals = await target.readLog();
    const seen = new Set<number>();
    let lastUs = 0;
    arrivals.ids.forEach((id, at) => {
      if (!seen.has(id)) lastUs = arrivals.atUs[at] ?? lastUs;
      seen.add(id);
    });
    if (ids.every((id) => seen.has(id))) return lastUs / 1000;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`Not every monitor was checked within ${GIVE_UP_MS / 1000} s after the restart.`);
}
