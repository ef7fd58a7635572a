import { readFile, statfs } from "node:fs/promises";
import { cpus, freemem, loadavg, platform, totalmem } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** Percentages are 0–100 with fractions; `load` is the mean of one minute. */
export type HostReading = {
  cpuPercent: number | null;
  memoryPercent: number;
  diskPercent: number;
  load: number;
};

export type HostQuestion = {
  diskPath: string;
  /** How long the processors are watched; null: not at all. */
  cpuWindowMs: number | null;
};

/** Rejects with Node's error when the path cannot be read. */
export async function readHost({ diskPath, cpuWindowMs }: HostQuestion): Promise<HostReading> {
  const [load = 0] = loadavg();
  return {
    diskPercent: await readDisk(diskPath),
    cpuPercent: cpuWindowMs === null ? null : await watchCpu(cpuWindowMs),
    memoryPercent: 100 * (1 - (await availableBytes()) / totalmem()),
    load,
  };
}

/** As df counts: blocks that only root may take are neither used nor free. */
async function readDisk(path: string): Promise<number> {
  const { blocks, bfree, bavail } = await statfs(path);
  const used = blocks - bfree;
  return used + bavail === 0 ? 0 : (100 * used) / (used + bavail);
}

async function watchCpu(windowMs: number): Promise<number> {
  const before = cpuTimes();
  await sleep(windowMs);
  const after = cpuTimes();
  const all = after.all - before.all;
  return all <= 0 ? 0 : (100 * (all - (after.idle - before.idle))) / all;
}

function cpuTimes(): { all: number; idle: number } {
  let all = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    all += times.user + times.nice + times.sys + times.idle + times.irq;
    idle += times.idle;
  }
  return { all, idle };
}

/** Linux gives caches back when memory is needed, so free memory alone says little. */
async function availableBytes(): Promise<number> {
  if (platform() !== "linux") return freemem();
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(await readFile("/proc/meminfo", "utf8"))?.[1];
  return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
}
