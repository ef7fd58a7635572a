import type { SubscriberChoice } from "#contracts/status-subscriber.ts";
import { deleteSubscriber, lockSubscriber, setChoice } from "#server/store/status-subscriber-store.ts";
import type { SubscribeDeps } from "./subscribe-deps.ts";

type Deps = Pick<SubscribeDeps, "db">;

/** By the link that every message carries. False: there is no such subscription any more. */
export function changeSubscription(
  deps: Deps,
  change: { id: string; choice: SubscriberChoice; known: ReadonlySet<string> },
): Promise<boolean> {
  const { id, choice, known } = change;
  return deps.db.$transaction(async (tx) => {
    const subscriber = await lockSubscriber(tx, { id });
    if (subscriber === null || subscriber.confirmedAt === null) return false;
    const componentIds = choice.componentIds.filter((componentId) => known.has(componentId));
    await setChoice(tx, { id, choice: { ...choice, componentIds } });
    return true;
  });
}

/** What still waits for it is not sent any more. A second time changes nothing, and is no error to whoever clicks twice. */
export async function endSubscription(deps: Deps, subscriberId: string): Promise<void> {
  await deleteSubscriber(deps.db, { id: subscriberId });
}
