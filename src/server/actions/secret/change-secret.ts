import type { SecretChange } from "#contracts/secret.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import {
  deleteSecret as deleteRow,
  listMonitorsOfSecret,
  lockSecret,
  replaceSecret,
  touchMonitors,
} from "#server/store/secret-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { type ChannelDeps, requireKeyRing } from "../channel/change-channel.ts";
import { announceChange } from "../monitor/announce.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

const NAMED_AT_MOST = 3;

/** A new value under the old name. The probes of every monitor that uses it are told at once. */
export async function updateSecret(
  deps: ChannelDeps,
  caller: Caller,
  { id, value }: SecretChange,
): Promise<{ id: string }> {
  requireEditor(caller);
  const ring = requireKeyRing(deps);
  const at = deps.now();
  const { workspaceId, label } = caller.actor;
  const users = await inTransaction(deps, async (tx) => {
    const { name } = await findOwn(tx, { workspaceId, id });
    await replaceSecret(tx, { ring, secret: { id, workspaceId, name, value }, at, by: label });
    const monitors = await listMonitorsOfSecret(tx, { workspaceId, name });
    await touchMonitors(tx, { ids: monitors.map((monitor) => monitor.id), at });
    const detail = { after: { name, monitors: monitors.length } };
    await recordCommand(tx, caller, { action: "secret.update", subject: id, at, detail });
    return monitors;
  });
  for (const monitor of users) {
    await announceChange(deps, { monitorId: monitor.id, regions: monitor.regions });
  }
  return { id };
}

/** Refused while a check names it: that check would stop to work. */
export function deleteSecret(deps: ActionDeps, caller: Caller, id: string): Promise<{ ok: true }> {
  requireEditor(caller);
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    const { name } = await findOwn(tx, { workspaceId, id });
    const users = await listMonitorsOfSecret(tx, { workspaceId, name });
    if (users.length > 0) throw new AppError("conflict", describeUse(name, users));
    await deleteRow(tx, id);
    const at = deps.now();
    await recordCommand(tx, caller, {
      action: "secret.delete",
      subject: id,
      at,
      detail: { before: { name } },
    });
    return { ok: true };
  });
}

async function findOwn(tx: Tx, key: { workspaceId: string; id: string }): Promise<{ name: string }> {
  const secret = await lockSecret(tx, key);
  if (!secret) throw new AppError("not_found", "There is no such secret.");
  return secret;
}

function describeUse(name: string, users: readonly { name: string }[]): string {
  const named = users.slice(0, NAMED_AT_MOST).map((user) => user.name);
  const more = users.length - named.length;
  const who = more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
  return `${name} is used by ${who}. Take it out of these checks first.`;
}
