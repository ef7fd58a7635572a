import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MOST_ON_ONE_HOST = 100;
const NAME_AT_MOST = 56;

export type NameClaim = { name: string; release: () => void };
type Machine = { hostname: string; folder: string; pid: number; isAlive: (pid: number) => boolean };

/**
 * A name that no other agent of this region on this machine has, and that a restart gets again: the host's, then the host's
 * with -2, -3 … A file in the temporary folder holds each; one whose process is gone is free. Where no file can be kept,
 * the process's number makes the name unique, and what a killed one held is taken over by others.
 */
export function claimName(token: string, machine: Machine): NameClaim {
  const host = machine.hostname.replace(/[^A-Za-z0-9._-]/g, "-").slice(0, NAME_AT_MOST) || "agent";
  const mark = createHash("sha256").update(token).digest("hex").slice(0, 12);
  for (let number = 1; number <= MOST_ON_ONE_HOST; number += 1) {
    const file = join(machine.folder, `uptick-agent-${mark}-${number}.pid`);
    const claimed = claimFile(file, machine);
    if (claimed === "unable") break;
    if (claimed === "free") {
      return {
        name: number === 1 ? host : `${host}-${number}`,
        release: () => rmSync(file, { force: true }),
      };
    }
  }
  return { name: `${host}-${machine.pid}`, release: () => undefined };
}

function claimFile(file: string, { pid, isAlive }: Machine): "free" | "taken" | "unable" {
  try {
    writeFileSync(file, String(pid), { flag: "wx", mode: 0o600 });
    return "free";
  } catch (error) {
    if (!isCode(error, "EEXIST")) return "unable";
  }
  try {
    const holder = Number(readFileSync(file, "utf8"));
    // A container that starts again has the same number as before.
    if (holder !== pid && isAlive(holder)) return "taken";
    writeFileSync(file, String(pid), { mode: 0o600 });
    return "free";
  } catch {
    return "unable";
  }
}

export function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return isCode(error, "EPERM");
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
