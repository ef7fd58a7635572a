import type { ChannelKindView, ChannelView } from "#contracts/channel.ts";
import type { Actor } from "#server/auth/actor.ts";
import { channels } from "#server/channels/registry.ts";
import { listChannelIdsOf, listChannelViews } from "#server/store/channel-view-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

/** What a person can choose from, with the form of each kind. */
export function listChannelKinds(): ChannelKindView[] {
  return Object.values(channels).map(({ kind, label, help, fields }) => ({ kind, label, help, fields }));
}

export function listChannels(deps: ViewDeps, actor: Actor): Promise<ChannelView[]> {
  return listChannelViews(deps.sql, scopeOf(actor));
}

export async function listMonitorChannels(deps: ViewDeps, actor: Actor, id: string): Promise<string[]> {
  const { id: monitorId } = await getMonitorHead(deps, actor, id);
  return listChannelIdsOf(deps.sql, monitorId);
}
