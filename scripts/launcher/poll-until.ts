import { setTimeout as sleep } from "node:timers/promises";

/** Asks `isDone` every `everyMs` until it is true; false when `timeoutMs` passed first. */
export async function pollUntil(
  isDone: () => boolean | Promise<boolean>,
  { timeoutMs, everyMs = 50 }: { timeoutMs: number; everyMs?: number },
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isDone())) {
    if (performance.now() >= deadline) return false;
    await sleep(everyMs);
  }
  return true;
}
