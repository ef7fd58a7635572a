import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashSources } from "./build-hash.ts";
import type { ChildSpec } from "./child-spec.ts";
import { type DataLock, lockFolder } from "./data-lock.ts";
import { LaunchError } from "./launch-error.ts";
import { pollUntil } from "./poll-until.ts";
import { spawnChild } from "./spawn-child.ts";

export interface BuildDeps {
  root: string;
  env: Record<string, string>;
  say: (line: string) => void;
  signal: AbortSignal;
  /** Also makes the folder that the container image is made of. */
  isStandalone?: boolean;
}

/** Builds the app unless the last build was made from the same sources. */
export async function buildApp(deps: BuildDeps): Promise<void> {
  if (isBuilt(deps)) return;
  // Two launchers with different data folders may share one checkout.
  const lock = await waitForBuildLock(deps);
  try {
    if (!isBuilt(deps)) await runBuild(deps);
  } finally {
    lock.release();
  }
}

export function isBuilt({ root, isStandalone = false }: Pick<BuildDeps, "root" | "isStandalone">): boolean {
  const stamp = join(root, ".next/uptick-build");
  if (isStandalone && !existsSync(join(root, ".next/standalone/server.js"))) return false;
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hashSources(root);
}

async function runBuild({ root, env, say, signal, isStandalone = false }: BuildDeps): Promise<void> {
  const stamp = join(root, ".next/uptick-build");
  const hash = hashSources(root);
  rmSync(stamp, { force: true });
  // What an earlier build has left there would pass for this one's.
  rmSync(join(root, ".next/standalone"), { recursive: true, force: true });
  say("Building the app (once for each version) …");
  const lines: string[] = [];
  const child = spawnChild(
    buildSpec(root, { ...env, UPTICK_STANDALONE: isStandalone ? "1" : "" }),
    (line) => {
      lines.push(line);
      if (/✓|⨯|Compiled|Generating|error/i.test(line)) say(`  ${line.trim()}`);
    },
  );
  const abort = () => child.kill();
  signal.addEventListener("abort", abort);
  const end = await child.ended;
  signal.removeEventListener("abort", abort);
  if (signal.aborted) return;
  if (end !== "code 0") {
    const log = join(root, ".next/uptick-build.log");
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, lines.join("\n"));
    throw new LaunchError(`The app could not be built (${end}). The whole output is in ${log}.`);
  }
  writeFileSync(stamp, hash);
}

function buildSpec(root: string, env: Record<string, string>): ChildSpec {
  return {
    name: "build",
    command: process.execPath,
    args: [join(root, "node_modules/next/dist/bin/next"), "build"],
    cwd: root,
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    parentWatch: "shell",
    stopSignal: "SIGTERM",
    stopTimeoutMs: 5_000,
  };
}

async function waitForBuildLock({ root, signal }: BuildDeps): Promise<DataLock> {
  let lock: DataLock | null = null;
  await pollUntil(
    async () => {
      lock = await tryLock(join(root, "node_modules/.cache/uptick"));
      return lock !== null || signal.aborted;
    },
    { timeoutMs: 600_000, everyMs: 500 },
  );
  if (lock !== null) return lock;
  throw new LaunchError(
    "Another launcher has been building the app for ten minutes. Stop it, then try again.",
  );
}

async function tryLock(folder: string): Promise<DataLock | null> {
  try {
    return await lockFolder(folder, "build.lock");
  } catch (error) {
    if (error instanceof LaunchError) return null;
    throw error;
  }
}
