import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { LaunchError } from "./launch-error.ts";
import { findProcess, isRunning, type ProcessIdentity } from "./process-identity.ts";

const Holder = z.object({ pid: z.number().int().positive(), started: z.string() });

export interface DataLock {
  /** True when the launcher before this one ended without cleaning up. */
  recovered: boolean;
  release: () => void;
}

export type LockDecision = { kind: "take" } | { kind: "recover" } | { kind: "refuse"; pid: number };

/** What to do about a lock file with `content` (null: there is none). */
export function decideLock(
  content: string | null,
  isHolderRunning: (holder: ProcessIdentity) => boolean,
): LockDecision {
  if (content === null) return { kind: "take" };
  const holder = parseHolder(content);
  if (holder === null || !isHolderRunning(holder)) return { kind: "recover" };
  return { kind: "refuse", pid: holder.pid };
}

/** Makes this process the only one that works in `folder`, or throws a LaunchError that names the other. */
export async function lockFolder(folder: string, name = "launcher.lock"): Promise<DataLock> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const mine = JSON.stringify(findProcess(process.pid));
  const decision = decideLock(readText(path), isRunning);
  if (decision.kind === "refuse") throw refusal(folder, decision.pid);
  if (decision.kind === "recover") rmSync(path, { force: true });
  if (!createLock(path, mine)) throw refusal(folder, parseHolder(readText(path) ?? "")?.pid);
  // Two launchers may both have removed the same stale lock; the one whose file is there after a while has it.
  if (decision.kind === "recover") await sleep(100);
  const held = readText(path);
  if (held !== mine) throw refusal(folder, parseHolder(held ?? "")?.pid);
  return { recovered: decision.kind === "recover", release: () => releaseLock(path, mine) };
}

/** A hard link appears with its content, so nobody reads a lock that is still empty. */
function createLock(path: string, content: string): boolean {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function releaseLock(path: string, mine: string): void {
  if (readText(path) === mine) rmSync(path, { force: true });
}

function refusal(folder: string, pid: number | undefined): LaunchError {
  return new LaunchError(
    `Another launcher (process ${pid ?? "unknown"}) works in ${folder}. Stop it, or choose another folder with UPTICK_DATA.`,
  );
}

function parseHolder(content: string): ProcessIdentity | null {
  try {
    return Holder.parse(JSON.parse(content));
  } catch {
    return null;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
