import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process id is used again after a while; with the start time it names one process for ever. */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** Null when no such process runs. */
export function findProcess(pid: number): ProcessIdentity | null {
  const started = process.platform === "linux" ? linuxStartTime(pid) : posixStartTime(pid);
  return started === null ? null : { pid, started };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return findProcess(identity.pid)?.started === identity.started;
}

/** The command line of a process, or an empty string when it is gone. */
export function commandLineOf(pid: number): string {
  try {
    if (process.platform === "linux")
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function linuxStartTime(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the name in brackets, which may contain spaces; the rest is counted from its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const isZombie = fields[0] === "Z";
    return isZombie ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function posixStartTime(pid: number): string | null {
  try {
    if (process.platform === "win32") {
      process.kill(pid, 0);
      return "running";
    }
    const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return text === "" ? null : text;
  } catch {
    return null;
  }
}
