import { uuidv7 } from "uuidv7";
import type { IncomingAddress, IncomingHookInput } from "#contracts/incoming-hook.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { countHooks, insertHook, sealHookSecret } from "#server/store/incoming-hook-store.ts";
import { type Caller, requireEditor } from "../caller.ts";
import { type ChannelDeps, requireKeyRing } from "../channel/change-channel.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { createIncomingToken, describeHook, incomingUrlOf, resolveAim } from "./change-incoming-hook.ts";

const AT_MOST = 200;

export function createIncomingHook(
  deps: ChannelDeps,
  caller: Caller,
  input: IncomingHookInput,
): Promise<IncomingAddress> {
  requireEditor(caller);
  const { workspaceId, label } = caller.actor;
  const { kind, name, severity } = input;
  const id = uuidv7();
  const at = deps.now();
  const { token, hash } = createIncomingToken();
  const secret =
    input.secret === null ? null : sealHookSecret(requireKeyRing(deps), { id, workspaceId }, input.secret);
  return inTransaction(deps, async (tx) => {
    if ((await countHooks(tx, workspaceId)) >= AT_MOST) {
      throw new AppError("limit_reached", `A workspace has ${AT_MOST} hooks at most. Delete unused ones.`);
    }
    const aim = await resolveAim(tx, caller, input);
    const hook = { id, workspaceId, kind, name, severity, ...aim };
    await insertHook(tx, { ...hook, secret, tokenHash: hash, by: label, at });
    const detail = { after: describeHook(hook) };
    await recordCommand(tx, caller, { action: "incoming_hook.create", subject: id, at, detail });
    return { id, url: incomingUrlOf(deps, token) };
  });
}
