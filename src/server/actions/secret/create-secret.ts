import { uuidv7 } from "uuidv7";
import type { SecretInput } from "#contracts/secret.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { countSecrets, hasSecretNamed, insertSecret } from "#server/store/secret-store.ts";
import { type Caller, requireEditor } from "../caller.ts";
import { type ChannelDeps, requireKeyRing } from "../channel/change-channel.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

const AT_MOST = 500;

/** The value is never answered again. */
export function createSecret(
  deps: ChannelDeps,
  caller: Caller,
  { name, value }: SecretInput,
): Promise<{ id: string }> {
  requireEditor(caller);
  const ring = requireKeyRing(deps);
  const at = deps.now();
  const { workspaceId, label } = caller.actor;
  const id = uuidv7();
  return inTransaction(deps, async (tx) => {
    if ((await countSecrets(tx, workspaceId)) >= AT_MOST) {
      throw new AppError("limit_reached", `A workspace has ${AT_MOST} secrets at most. Delete unused ones.`);
    }
    if (await hasSecretNamed(tx, { workspaceId, name })) {
      throw new AppError("conflict", `There is a secret ${name} already.`, { field: "name" });
    }
    await insertSecret(tx, { ring, secret: { id, workspaceId, name, value }, at, by: label });
    await recordCommand(tx, caller, {
      action: "secret.create",
      subject: id,
      at,
      detail: { after: { name } },
    });
    return { id };
  });
}
