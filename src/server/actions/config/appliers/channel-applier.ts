import type { ChannelConfigInput } from "#contracts/channel.ts";
import { isCredential } from "#domain/config/align-entry.ts";
import { createChannel } from "../../channel/create-channel.ts";
import { deleteChannel } from "../../channel/delete-channel.ts";
import { enableChannel } from "../../channel/enable-channel.ts";
import { updateChannel } from "../../channel/update-channel.ts";
import { type Applier, type ApplyContext, requireValue, type Wanted } from "../apply-context.ts";

export const channelApplier: Applier<"channel"> = {
  async create(context, wanted) {
    const { deps, caller } = context;
    const { kind } = wanted.entry;
    const { id } = await createChannel(deps, caller, { ...formOf(context, wanted), kind });
    return id;
  },

  async settle({ deps, caller }, { id, entry }) {
    if (entry.enabled === false) await enableChannel(deps, caller, { id, enabled: false });
  },

  async update(context, existing) {
    const { deps, caller } = context;
    const { id, entry, touches } = existing;
    const form = ["name", "config", "isDefault", "fallback", "quietHours", "tellsOwners"];
    if (touches(...form)) await updateChannel(deps, caller, { ...formOf(context, existing), id });
    if (touches("enabled")) await enableChannel(deps, caller, { id, enabled: entry.enabled ?? true });
  },

  remove: ({ deps, caller }, id) => deleteChannel(deps, caller, id),
};

function formOf(context: ApplyContext, wanted: Wanted<"channel">) {
  const { name, isDefault, fallback, quietHours, tellsOwners } = wanted.entry;
  const fallbackChannelId = fallback === null ? null : context.idOf("channel", fallback);
  const config = openConfig(context, wanted);
  return { name, isDefault, quietHours, tellsOwners, fallbackChannelId, config, allMonitors: false };
}

/** A secret that is there already is left out of the form, which keeps it, unless its value was given again. */
function openConfig(context: ApplyContext, { entry, credentials }: Wanted<"channel">): ChannelConfigInput {
  const variables = new Map(credentials.map(({ field, env }) => [field, env]));
  const fields = Object.entries(entry.config).flatMap(([field, value]) => {
    if (!isCredential(value)) return [[field, value] as const];
    const env = variables.get(field);
    const given = env === undefined ? undefined : context.values[env];
    if (given !== undefined) return [[field, given] as const];
    return value.env === "" ? [] : [[field, requireValue(context, value.env)] as const];
  });
  return Object.fromEntries(fields);
}
