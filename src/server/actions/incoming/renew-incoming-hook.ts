import type { IncomingAddress } from "#contracts/incoming-hook.ts";
import { saveHook } from "#server/store/incoming-hook-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import {
  changeIncomingHook,
  createIncomingToken,
  type HookUrlDeps,
  incomingUrlOf,
} from "./change-incoming-hook.ts";

/** A new address; the old one stops working at once. */
export function renewIncomingHook(
  deps: ActionDeps & HookUrlDeps,
  caller: Caller,
  id: string,
): Promise<IncomingAddress> {
  return changeIncomingHook(deps, { caller, id }, async (tx) => {
    const { token, hash } = createIncomingToken();
    await saveHook(tx, { id, tokenHash: hash });
    await recordCommand(tx, caller, { action: "incoming_hook.renew", subject: id, at: deps.now() });
    return { id, url: incomingUrlOf(deps, token) };
  });
}
