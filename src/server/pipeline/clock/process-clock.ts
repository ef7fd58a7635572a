import type { JudgeDeps } from "#server/runtime/judge-now.ts";
import { judgeDue } from "./judge-due.ts";

/** What is due later is for the cron's clock, which looks every second. */
const NEAR_MS = 5_000;
/** Monitors that are due about the same time are judged together. */
const STEP_MS = 20;

export type ProcessClock = {
  /** Resolves when what was due at that moment has been judged, at once where that is far away. Never rejects. */
  wake: (dueAtMs: number) => Promise<void>;
};

export function createProcessClock(deps: JudgeDeps): ProcessClock {
  const waiting = new Map<number, Promise<void>>();
  const judgeFrom = async (atMs: number) => {
    await deps.sleep(Math.max(0, atMs - deps.clock()));
    waiting.delete(atMs);
    await judgeDue(deps);
  };
  return {
    wake(dueAtMs) {
      const atMs = Math.ceil((dueAtMs + 1) / STEP_MS) * STEP_MS;
      if (atMs > deps.clock() + NEAR_MS) return Promise.resolve();
      const known = waiting.get(atMs);
      if (known) return known;
      const started = judgeFrom(atMs).catch((error: unknown) => {
        deps.log.error({ err: error }, "What was due could not be judged; the clock tries again.");
      });
      waiting.set(atMs, started);
      return started;
    },
  };
}

// On globalThis: separately bundled routes must not keep a clock each.
const holder = globalThis as typeof globalThis & { uptickClock?: ProcessClock };

/** The one of this process, made by the first to ask. */
export function processClock(deps: JudgeDeps): ProcessClock {
  holder.uptickClock ??= createProcessClock(deps);
  return holder.uptickClock;
}
