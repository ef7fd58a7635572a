import type { IncomingHookChange } from "#contracts/incoming-hook.ts";
import { saveHook, sealHookSecret } from "#server/store/incoming-hook-store.ts";
import type { Caller } from "../caller.ts";
import { type ChannelDeps, requireKeyRing } from "../channel/change-channel.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeIncomingHook, describeHook, resolveAim } from "./change-incoming-hook.ts";

/** Its kind and its address stay. */
export function updateIncomingHook(
  deps: ChannelDeps,
  caller: Caller,
  input: IncomingHookChange,
): Promise<{ id: string }> {
  const { id, name, severity, secret } = input;
  return changeIncomingHook(deps, { caller, id }, async (tx, hook) => {
    const aim = await resolveAim(tx, caller, input);
    const sealed = secret === null ? {} : { secret: sealHookSecret(requireKeyRing(deps), hook, secret) };
    await saveHook(tx, { id, name, severity, ...aim, ...sealed });
    const detail = {
      before: describeHook(hook),
      after: { ...describeHook({ ...hook, name, severity, ...aim }), secretChanged: secret !== null },
    };
    await recordCommand(tx, caller, { action: "incoming_hook.update", subject: id, at: deps.now(), detail });
    return { id };
  });
}
