import { setTimeout as sleep } from "node:timers/promises";
import type { FarTarget } from "#testing/rig/far-target.ts";
import { type NamedRoot, readCpuByRoot, readPssByRoot } from "#testing/rig/process-tree.ts";
import type { Product } from "#testing/rig/product-rig.ts";
import { readRedisCommands, subtractCommands } from "#testing/rig/redis-commands.ts";
import { analyseLog, type PaceReport } from "../target/analyse-log.ts";

const PSS_EVERY_MS = 5_000;

export type Load = { ids: readonly number[]; intervalMs: number; settleMs: number; windowMs: number };

export type Observation = {
  pace: PaceReport;
  wantedPerSec: number;
  seconds: number;
  /** CPU µs per check, in all and by process. */
  cpuUsPerCheck: number;
  cpuUsPerCheckBy: Record<string, number>;
  /** Of all cores of the machine. */
  cpuShare: number;
  pssBytes: number;
  pssBytesBy: Record<string, number>;
  redisCommandsPerCheck: number;
  redisCommands: Record<string, number>;
  targetUsPerCheck: number;
};

/** Lets the product settle under its load, then watches it for a while from outside. */
export async function observeWindow(
  given: { product: Product; target: FarTarget; cores: number },
  load: Load,
): Promise<Observation> {
  const { product, target } = given;
  await sleep(load.settleMs);
  const roots = product.processes();
  const before = await snapshot(given, roots);
  const memory = watchMemory(roots);
  await sleep(load.windowMs);
  const pss = memory.stop();
  const after = await snapshot(given, roots);
  const arrivals = await target.readLog();
  assertSameProcesses(roots, product.processes());

  const pace = analyseLog(arrivals, {
    intervalMs: load.intervalMs,
    ids: load.ids,
    fromUs: before.atMs * 1000,
    toUs: after.atMs * 1000,
  });
  const seconds = (after.atMs - before.atMs) / 1000;
  const cpuBy = differences(after.cpu, before.cpu);
  const cpuUs = sum(cpuBy);
  const commands = subtractCommands(after.commands, before.commands);
  return {
    pace,
    wantedPerSec: (load.ids.length * 1000) / load.intervalMs,
    seconds,
    cpuUsPerCheck: cpuUs / pace.checks,
    cpuUsPerCheckBy: Object.fromEntries([...cpuBy].map(([name, us]) => [name, us / pace.checks])),
    cpuShare: cpuUs / (seconds * 1e6 * given.cores),
    pssBytes: pss.total,
    pssBytesBy: pss.by,
    redisCommandsPerCheck: sum(commands) / pace.checks,
    redisCommands: Object.fromEntries(commands),
    targetUsPerCheck: (after.targetCpuUs - before.targetCpuUs) / pace.checks,
  };
}

async function snapshot({ product, target }: { product: Product; target: FarTarget }, roots: NamedRoot[]) {
  const [commands, stats] = await Promise.all([readRedisCommands(product.redisUrl), target.stats()]);
  return { commands, targetCpuUs: stats.cpuUs, cpu: readCpuByRoot(roots), atMs: Date.now() };
}

/** The largest sum seen, and what it consisted of. */
function watchMemory(roots: NamedRoot[]) {
  let largest = { total: 0, by: {} as Record<string, number> };
  const look = () => {
    const by = readPssByRoot(roots);
    const total = sum(by);
    if (total > largest.total) largest = { total, by: Object.fromEntries(by) };
  };
  const timer = setInterval(look, PSS_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return largest;
    },
  };
}

/** A process that was restarted in the window would make both its CPU and the pace meaningless. */
function assertSameProcesses(before: NamedRoot[], after: NamedRoot[]): void {
  const text = (roots: NamedRoot[]) => roots.map((root) => `${root.name}=${root.pid}`).join(" ");
  if (text(before) !== text(after)) {
    throw new Error(
      `A process of the product was restarted meanwhile: ${text(before)} became ${text(after)}.`,
    );
  }
}

function differences(after: Map<string, number>, before: Map<string, number>): Map<string, number> {
  return new Map([...after].map(([name, used]) => [name, used - (before.get(name) ?? 0)]));
}

function sum(numbers: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const number of numbers.values()) total += number;
  return total;
}
