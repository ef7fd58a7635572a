import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SEC = 100;
const GONE = new Set(["ENOENT", "ESRCH"]);

type Stat = { pid: number; parent: number; isZombie: boolean; cpuUs: number };
export type NamedRoot = { name: string; pid: number };

/** Those of the given pids that the system still knows, ended but unreaped ones included. */
export function listKnown(pids: readonly number[]): number[] {
  const known = new Set(listStats().map((stat) => stat.pid));
  return pids.filter((pid) => known.has(pid));
}

/** All that live of the given processes and their descendants. */
export function listTree(roots: readonly number[]): number[] {
  const stats = listStats();
  const found = new Set(roots);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const stat of stats) if (found.has(stat.parent)) found.add(stat.pid);
  }
  const alive = new Set(stats.filter((stat) => !stat.isZombie).map((stat) => stat.pid));
  return [...found].filter((pid) => alive.has(pid));
}

/**
 * CPU that a tree has used so far, by the named process that each member descends from: its own time and that of the
 * children that it has waited for. Time of a killed process whose parent is not of the tree is lost.
 */
export function readCpuByRoot(roots: readonly NamedRoot[]): Map<string, number> {
  const used = new Map<string, number>(roots.map((root) => [root.name, 0]));
  for (const { name, stats } of membersByRoot(roots)) {
    used.set(name, (used.get(name) ?? 0) + stats.reduce((sum, stat) => sum + stat.cpuUs, 0));
  }
  return used;
}

/** Memory by named process: PSS shares out what several processes map, as the backends of Postgres do. */
export function readPssByRoot(roots: readonly NamedRoot[]): Map<string, number> {
  const used = new Map<string, number>(roots.map((root) => [root.name, 0]));
  for (const { name, stats } of membersByRoot(roots)) {
    used.set(name, (used.get(name) ?? 0) + stats.reduce((sum, stat) => sum + pssBytes(stat.pid), 0));
  }
  return used;
}

/** Each process belongs to the nearest named ancestor, so a launcher does not swallow what it started. */
function membersByRoot(roots: readonly NamedRoot[]): { name: string; stats: Stat[] }[] {
  const stats = new Map(listStats().map((stat) => [stat.pid, stat]));
  const nameByPid = new Map(roots.map((root) => [root.pid, root.name]));
  const members = new Map<string, Stat[]>();
  for (const stat of stats.values()) {
    const name = nearestName(stat, { stats, nameByPid });
    if (name !== undefined) members.set(name, [...(members.get(name) ?? []), stat]);
  }
  return [...members].map(([name, own]) => ({ name, stats: own }));
}

function nearestName(
  stat: Stat,
  known: { stats: Map<number, Stat>; nameByPid: Map<number, string> },
): string | undefined {
  for (let at: Stat | undefined = stat; at; at = known.stats.get(at.parent)) {
    const name = known.nameByPid.get(at.pid);
    if (name !== undefined) return name;
  }
  return undefined;
}

function listStats(): Stat[] {
  const stats: Stat[] = [];
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const text = readProc(`/proc/${entry}/stat`);
    if (text !== null) stats.push(parseStat(Number(entry), text));
  }
  return stats;
}

/** The name of a process may hold spaces and brackets: fields start after the last bracket. */
function parseStat(pid: number, text: string): Stat {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
  return {
    pid,
    parent: Number(fields[1]),
    isZombie: fields[0] === "Z",
    cpuUs: (ticks * 1e6) / TICKS_PER_SEC,
  };
}

function pssBytes(pid: number): number {
  const rollup = readProc(`/proc/${pid}/smaps_rollup`);
  const kilobytes = rollup === null ? null : /^Pss: +(\d+) kB/m.exec(rollup);
  return Number(kilobytes?.[1] ?? 0) * 1024;
}

/** Null for a process that ended between listing and reading. */
function readProc(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && GONE.has(String(error.code))) return null;
    throw error;
  }
}
