import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { ChildSpec } from "./child-spec.ts";
import { pollUntil } from "./poll-until.ts";

export interface RunningChild {
  pid: number;
  /** Resolves with a text such as "code 1" or "SIGKILL" when it has ended. */
  ended: Promise<string>;
  stop: () => Promise<void>;
  kill: () => void;
}

/**
 * A shell waits beside the program for the end of the launcher's pipe and then signals it; a line on the pipe calls
 * the wait off. The shell is started twice removed, so that the program has no child that it does not know.
 */
const WATCH = `( (read -r _ <&3 || kill -s "$0" $$) >/dev/null 2>&1 & ) 3<&0; exec "$@" </dev/null`;

export function spawnChild(spec: ChildSpec, onLine: (line: string) => void): RunningChild {
  const usesShell = spec.parentWatch === "shell" && process.platform !== "win32";
  const watched = ["/bin/sh", "-c", WATCH, spec.stopSignal.slice(3), spec.command, ...spec.args];
  const [command = "", ...args] = usesShell ? watched : [spec.command, ...spec.args];
  const child = spawn(command, args, {
    cwd: spec.cwd,
    env: { NODE_ENV: "production", ...spec.env, UPTICK_PARENT: "1" },
    stdio: ["pipe", "pipe", "pipe"],
    // Its own process group: Ctrl-C in the terminal must reach the launcher only, which stops in order.
    detached: process.platform !== "win32",
    ...(spec.ids ?? {}),
  });
  // The pipe to a child that has ended; the end itself is what is handled.
  child.stdin.on("error", () => undefined);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLine);

  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => {
      child.stdin.end("\n");
      killGroup(child, "SIGKILL");
      resolve(signal ?? `code ${code}`);
    });
  });
  return {
    pid: child.pid ?? -1,
    ended,
    stop: () => stopChild(child, spec),
    kill: () => killGroup(child, spec.killSignal ?? "SIGKILL"),
  };
}

async function stopChild(child: ChildProcess, { stopSignal, stopTimeoutMs }: ChildSpec): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const exit = once(child, "exit");
  child.kill(stopSignal);
  await Promise.race([exit, pollUntil(() => hasEnded(child), { timeoutMs: stopTimeoutMs })]);
  if (hasEnded(child)) return;
  killGroup(child, "SIGKILL");
  await exit;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // macOS answers EPERM for a group whose last members are not yet reaped.
    const isGone = code === "ESRCH" || code === "EPERM";
    if (!isGone) throw error;
  }
}
