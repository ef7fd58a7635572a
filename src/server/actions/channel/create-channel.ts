import { uuidv7 } from "uuidv7";
import type { ChannelConfigInput, ChannelKind, ChannelSettings } from "#contracts/channel.ts";
import { sealChannelConfig } from "#server/channels/channel-secrets.ts";
import { attachToAllMonitors, insertChannel } from "#server/store/channel-store.ts";
import { type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import {
  type ChannelDeps,
  describeChannel,
  requireFallback,
  requireKeyRing,
  requireOwnersWord,
} from "./change-channel.ts";
import { listSecretFields, readChannelConfig } from "./read-channel-config.ts";

export type NewChannel = ChannelSettings & {
  kind: ChannelKind;
  name: string;
  config: ChannelConfigInput;
  allMonitors: boolean;
};

export async function createChannel(
  deps: ChannelDeps,
  caller: Caller,
  input: NewChannel,
): Promise<{ id: string }> {
  requireEditor(caller);
  const { kind, name, isDefault = false, fallbackChannelId = null } = input;
  const { quietHours = null, tellsOwners = false } = input;
  requireOwnersWord(caller, { before: false, after: tellsOwners });
  const ring = requireKeyRing(deps);
  const at = deps.now();
  const id = uuidv7();
  const { workspaceId } = caller.actor;
  const config = readChannelConfig(deps, { kind, input: input.config }, null);
  const sealed = sealChannelConfig(ring, { id, workspaceId, config, secretFields: listSecretFields(kind) });
  const row = {
    id,
    workspaceId,
    kind,
    name,
    isDefault,
    fallbackChannelId,
    quietHours,
    tellsOwners,
    ...sealed,
  };

  await inTransaction(deps, async (tx) => {
    await requireFallback(tx, { workspaceId, channelId: null, fallbackChannelId });
    await insertChannel(tx, { ...row, at });
    if (input.allMonitors) await attachToAllMonitors(tx, row);
    const detail = { after: describeChannel(row), allMonitors: input.allMonitors };
    await recordCommand(tx, caller, { action: "channel.create", subject: id, at, detail });
  });
  return { id };
}
