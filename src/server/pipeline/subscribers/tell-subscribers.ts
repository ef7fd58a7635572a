import { CONFIRM_WITHIN_MS } from "#contracts/status-subscriber.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { forgetUnconfirmed, planBatch } from "#server/store/plan-update-store.ts";

/** What was published longer ago, such as before its page was, is no news to anybody. */
const OLD_MS = 24 * 60 * 60_000;
/** 100,000 messages; the next turn goes on where this one stops. */
const MAX_BATCHES = 200;

export type PlanDeps = Pick<Deps, "pool" | "clock" | "log">;

/**
 * Writes a message into the outbox for everybody who wants to know of what was published, and answers how many. A second
 * run, one beside it or one after a crash writes none twice. `wake` is called when there is something to send.
 */
export async function planUpdates(deps: PlanDeps, wake: () => void): Promise<number> {
  let planned = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const nowMs = deps.clock();
    const done = await planBatch(deps.pool, { nowMs, oldMs: nowMs - OLD_MS });
    if (done.kind === "nothing") break;
    planned += done.count;
    if (done.count > 0) wake();
  }
  return planned;
}

/** The part of the cron: what no process was woken for, and addresses that were never confirmed. */
export async function tellSubscribers(deps: PlanDeps & Pick<Deps, "wakeNotifier">): Promise<number> {
  await forgetUnconfirmed(deps.pool, deps.clock() - CONFIRM_WITHIN_MS);
  return planUpdates(deps, deps.wakeNotifier);
}

/** Right after publishing. Never rejects: the cron finds what is left. */
export async function planUpdatesNow(deps: PlanDeps, wake: () => void): Promise<void> {
  try {
    await planUpdates(deps, wake);
  } catch (error) {
    deps.log.error({ err: error }, "Messages to subscribers could not be planned.");
  }
}
