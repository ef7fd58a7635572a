import { readdirSync, readFileSync } from "node:fs";

const PAGE_BYTES = 4096;

type Member = { pid: number; parent: number; rssBytes: number };

/** The process and all that it has started, as Linux tells. Elsewhere only the process itself is known. */
export function listFamily(rootPid: number): Member[] {
  const all = listProcesses();
  const children = groupByParent(all);
  const family: Member[] = all.filter(({ pid }) => pid === rootPid);
  for (const member of family) family.push(...(children.get(member.pid) ?? []));
  return family;
}

/** Children first die with their parent's pipe, but a stuck one must not stay. */
export function killFamily(rootPid: number): void {
  const pids = listFamily(rootPid).map(({ pid }) => pid);
  for (const pid of pids.length > 0 ? pids : [rootPid]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

function listProcesses(): Member[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readMember(Number(name)) ?? []) : []));
}

/** Null for one that ended meanwhile. */
function readMember(pid: number): Member | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command stands in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { pid, parent: Number(fields[1]), rssBytes: Number(fields[21]) * PAGE_BYTES };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function groupByParent(all: readonly Member[]): Map<number, Member[]> {
  const groups = new Map<number, Member[]>();
  for (const member of all) groups.set(member.parent, [...(groups.get(member.parent) ?? []), member]);
  return groups;
}

function isGone(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ENOENT" || error.code === "ESRCH";
}
