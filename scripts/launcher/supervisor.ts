import { setTimeout as sleep } from "node:timers/promises";
import { nextBackOff } from "./back-off.ts";
import type { ChildSpec } from "./child-spec.ts";
import { findImportantText } from "./important-line.ts";
import { LaunchError } from "./launch-error.ts";
import type { LogFile } from "./log-file.ts";
import { type RunningChild, spawnChild } from "./spawn-child.ts";

export interface SupervisorDeps {
  openLog: (name: string) => LogFile;
  say: (line: string) => void;
  /** Called before the first start, so that a stop in the middle of it finds the child. */
  register: (service: Supervised) => void;
  /** Called after every start and every end. */
  onChange: () => void;
}

export interface Supervised {
  name: string;
  /** Null while it is down. */
  pid: () => number | null;
  stop: () => Promise<void>;
  kill: () => void;
}

const TERMINAL_LINES_PER_MINUTE = 6;

/** Starts a child, resolves when `isReady`, and starts it again with back-off whenever it ends. */
export async function supervise(
  deps: SupervisorDeps,
  spec: ChildSpec,
  ready: { isReady: () => Promise<boolean>; timeoutMs: number },
): Promise<Supervised> {
  const keeper = new Keeper(deps, spec);
  deps.register(keeper);
  const isUp = await keeper.startUntil(ready);
  if (isUp) return keeper;
  const last = keeper.lastLine;
  await keeper.stop();
  throw new LaunchError(
    `${spec.name} did not become ready. Its last line: ${last || "(none)"}. The rest is in logs/${spec.name}.log in the data folder.`,
  );
}

class Keeper implements Supervised {
  readonly name: string;
  lastLine = "";
  readonly #deps: SupervisorDeps;
  readonly #spec: ChildSpec;
  readonly #log: LogFile;
  readonly #stopping = new AbortController();
  #child: RunningChild | null = null;
  #isReady = false;
  #printed = 0;
  #printedSince = 0;

  constructor(deps: SupervisorDeps, spec: ChildSpec) {
    this.name = spec.name;
    this.#deps = deps;
    this.#spec = spec;
    this.#log = deps.openLog(spec.name);
  }

  pid(): number | null {
    return this.#child?.pid ?? null;
  }

  async startUntil({ isReady, timeoutMs }: { isReady: () => Promise<boolean>; timeoutMs: number }) {
    const deadline = performance.now() + timeoutMs;
    if (this.#stopping.signal.aborted) return false;
    const first = this.#start();
    let hasEnded = false;
    const ended = first.ended.then(() => {
      hasEnded = true;
    });
    while (!hasEnded && performance.now() < deadline) {
      if (await isReady()) {
        this.#isReady = true;
        void this.#keep(first);
        return true;
      }
      await Promise.race([ended, sleep(50)]);
    }
    return false;
  }

  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    await this.#child?.stop();
    this.#child = null;
    this.#log.close();
  }

  kill(): void {
    this.#stopping.abort();
    this.#child?.kill();
  }

  #start(): RunningChild {
    const child = spawnChild(this.#spec, (line) => this.#take(line));
    this.#child = child;
    this.#deps.onChange();
    return child;
  }

  async #keep(first: RunningChild): Promise<void> {
    let child = first;
    let attempt = 0;
    let startedAt = performance.now();
    while (!this.#stopping.signal.aborted) {
      const why = await child.ended;
      if (this.#stopping.signal.aborted) return;
      this.#child = null;
      this.#deps.onChange();
      const backOff = nextBackOff(attempt, performance.now() - startedAt);
      attempt = backOff.attempt;
      this.#deps.say(
        `${this.name} ended (${why}); starting it again in ${(backOff.delayMs / 1_000).toFixed(1)} s`,
      );
      const isDue = await sleep(backOff.delayMs, true, { signal: this.#stopping.signal }).catch(() => false);
      if (!isDue) return;
      startedAt = performance.now();
      child = this.#start();
    }
  }

  #take(line: string): void {
    if (line.trim() === "") return;
    this.lastLine = line;
    if (!this.#stopping.signal.aborted) this.#log.write(line);
    if (this.#spec.isVerbose) {
      this.#deps.say(`${this.name}: ${line}`);
      return;
    }
    // Complaints before it is ready are either part of a start or become the reason why it failed.
    const text = this.#isReady ? findImportantText(line) : null;
    if (text !== null && this.#mayPrint()) this.#deps.say(`${this.name}: ${text.slice(0, 300)}`);
  }

  /** A fault that repeats is in the log in full; the terminal stays readable. */
  #mayPrint(): boolean {
    const now = performance.now();
    if (now - this.#printedSince > 60_000) {
      this.#printedSince = now;
      this.#printed = 0;
    }
    this.#printed += 1;
    return this.#printed <= TERMINAL_LINES_PER_MINUTE;
  }
}
