import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type Child = {
  pid: number;
  /** The last lines of both outputs, for error messages. */
  tail(): string;
  hasEnded(): boolean;
  /** Waits for the end; null when a signal ended it. */
  exitCode(): Promise<number | null>;
  /** Resolves with the first line of stdout that `pick` answers something other than null to. */
  firstLine<Found>(pick: (line: string) => Found | null): Promise<Found>;
  /** Sends the signal and waits until the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
};
export type Command = {
  file: string;
  args?: readonly string[];
  env?: Record<string, string>;
  cwd?: string;
};

const KEPT_LINES = 60;
const TERM_GRACE_MS = 20_000;

const started = new Set<ChildProcess>();
/** A bench or test that ends early must not leave the product running. */
process.once("exit", () => {
  for (const child of started) child.kill("SIGTERM");
});

export function startChild(command: Command): Child {
  const child = spawn(command.file, command.args ?? [], {
    cwd: command.cwd,
    env: { ...process.env, ...command.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.add(child);
  child.once("exit", () => started.delete(child));
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const hear = (line: string) => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    for (const listener of listeners) listener(line);
  };
  createInterface({ input: child.stdout }).on("line", hear);
  createInterface({ input: child.stderr }).on("line", hear);
  const tail = () => lines.join("\n");
  const exited = new Promise<number | null>((resolve) => void child.once("close", resolve));

  return {
    pid: child.pid ?? -1,
    tail,
    hasEnded: () => hasEnded(child),
    exitCode: () => exited,
    firstLine: (pick) => waitForLine({ child, lines, listeners, tail }, pick),
    stop: (signal = "SIGTERM") => stopChild(child, signal),
  };
}

/** Parses a line of JSON that has the given key; null for every other line. */
export function jsonLineWith<Key extends string>(key: Key) {
  return (line: string): Record<Key, unknown> | null => {
    if (!line.startsWith("{")) return null;
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && key in value
      ? (value as Record<Key, unknown>)
      : null;
  };
}

type Heard = {
  child: ChildProcess;
  lines: string[];
  listeners: Set<(line: string) => void>;
  tail: () => string;
};

function waitForLine<Found>(heard: Heard, pick: (line: string) => Found | null): Promise<Found> {
  return new Promise((resolve, reject) => {
    const listen = (line: string) => {
      const found = pick(line);
      if (found === null) return;
      heard.listeners.delete(listen);
      resolve(found);
    };
    heard.listeners.add(listen);
    heard.child.once("error", reject);
    heard.child.once("exit", (code) => reject(new Error(`The process ended (${code}):\n${heard.tail()}`)));
    for (const line of [...heard.lines]) listen(line);
  });
}

async function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const gone = once(child, "exit");
  child.kill(signal);
  const impatient = setTimeout(() => child.kill("SIGKILL"), TERM_GRACE_MS);
  await gone;
  clearTimeout(impatient);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
