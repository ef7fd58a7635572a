import type { Row } from "../report/row.ts";
import { describe } from "./measure-throughput.ts";
import { observeWindow } from "./observe-window.ts";
import { seedLoad, withProduct } from "./with-product.ts";

const MONITORS = 10_000;
const INTERVAL_MS = 20_000;
const GOAL_SHARE = 0.25;
const GOAL_BYTES = 2 ** 30;
const GOAL_COMMANDS = 0.05;

/** P6 and P13: what 10,000 monitors cost over minutes, in CPU, memory and Redis commands. */
export async function measureSteady(given: {
  windowMs: number;
  say: (line: string) => void;
}): Promise<Row[]> {
  return withProduct(async (bench) => {
    const ids = await seedLoad(bench, { count: MONITORS, intervalMs: INTERVAL_MS });
    const load = { ids, intervalMs: INTERVAL_MS, settleMs: 45_000, windowMs: given.windowMs };
    const seen = await observeWindow(bench, load);
    given.say(`  10,000 @ 20 s: ${describe(seen)}`);
    const { missed, doubled } = seen.pace;
    const whole = missed === 0 && doubled === 0;
    return [
      {
        id: "P6",
        measure: `10,000 @ 20 s for ${(given.windowMs / 60_000).toFixed(1)} min: missed, CPU, memory`,
        goal: "0; ≤ 25 %; ≤ 1,024 MiB",
        measured: `${missed}; ${(seen.cpuShare * 100).toFixed(1)} %; ${(seen.pssBytes / 2 ** 20).toFixed(0)} MiB`,
        limit: "25 % of the machine",
        ratio: seen.cpuShare / GOAL_SHARE,
        met: whole && seen.cpuShare <= GOAL_SHARE && seen.pssBytes <= GOAL_BYTES,
        detail: seen,
      },
      {
        id: "P13",
        measure: "Redis commands per check, 500 checks/s",
        goal: `≤ ${GOAL_COMMANDS}`,
        measured: seen.redisCommandsPerCheck.toFixed(3),
        limit: "0.03 (add, read, acknowledge per 100)",
        ratio: seen.redisCommandsPerCheck / 0.03,
        met: seen.redisCommandsPerCheck <= GOAL_COMMANDS,
        detail: seen.redisCommands,
      },
    ];
  });
}
