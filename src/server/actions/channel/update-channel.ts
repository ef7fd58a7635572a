import type { ChannelConfigInput, ChannelSettings } from "#contracts/channel.ts";
import { sealChannelConfig } from "#server/channels/channel-secrets.ts";
import { attachToAllMonitors, updateChannel as saveChannel } from "#server/store/channel-store.ts";
import type { Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import {
  type ChannelDeps,
  changeChannel,
  describeChannel,
  knownConfig,
  requireFallback,
  requireKeyRing,
  requireOwnersWord,
} from "./change-channel.ts";
import { listSecretFields, readChannelConfig } from "./read-channel-config.ts";

export type ChannelEdit = ChannelSettings & {
  id: string;
  name: string;
  config: ChannelConfigInput;
  allMonitors: boolean;
};

/** The kind stays. Secrets are sealed anew, with the key that encrypts now. */
export function updateChannel(deps: ChannelDeps, caller: Caller, edit: ChannelEdit): Promise<{ id: string }> {
  return changeChannel(deps, { caller, id: edit.id }, async (tx, channel) => {
    const ring = requireKeyRing(deps);
    const at = deps.now();
    const config = readChannelConfig(
      deps,
      { kind: channel.kind, input: edit.config },
      knownConfig(deps, channel),
    );
    const secretFields = listSecretFields(channel.kind);
    const row = {
      ...channel,
      name: edit.name,
      isDefault: edit.isDefault ?? channel.isDefault,
      fallbackChannelId:
        edit.fallbackChannelId === undefined ? channel.fallbackChannelId : edit.fallbackChannelId,
      quietHours: edit.quietHours === undefined ? channel.quietHours : edit.quietHours,
      tellsOwners: edit.tellsOwners ?? channel.tellsOwners,
      ...sealChannelConfig(ring, { ...channel, config, secretFields }),
    };
    const { workspaceId, fallbackChannelId } = row;
    requireOwnersWord(caller, { before: channel.tellsOwners, after: row.tellsOwners });
    await requireFallback(tx, { workspaceId, channelId: channel.id, fallbackChannelId });
    await saveChannel(tx, { ...row, at });
    if (edit.allMonitors) await attachToAllMonitors(tx, channel);
    const detail = {
      before: describeChannel(channel),
      after: describeChannel(row),
      newSecrets: secretFields.filter(
        (name) => typeof edit.config[name] === "string" && edit.config[name] !== "",
      ),
      allMonitors: edit.allMonitors,
    };
    await recordCommand(tx, caller, { action: "channel.update", subject: channel.id, at, detail });
    return { id: channel.id };
  });
}
