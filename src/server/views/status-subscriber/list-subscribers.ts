import type { SubscriberCounts, SubscriberFilter, SubscriberPage } from "#contracts/status-subscriber.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { countSubscribers, hasPage, listSubscriberViews } from "#server/store/subscriber-view-store.ts";
import type { ViewDeps } from "../view-deps.ts";

const PAGE_SIZE = 50;

/** How many, and no address: everybody of the workspace may know that. */
export async function countPageSubscribers(
  deps: ViewDeps,
  actor: Actor,
  pageId: string,
): Promise<SubscriberCounts> {
  await requirePage(deps, actor, pageId);
  return countSubscribers(deps.sql, pageId);
}

/** With addresses, newest first. */
export async function listSubscribers(
  deps: ViewDeps,
  actor: Actor,
  filter: SubscriberFilter,
): Promise<SubscriberPage> {
  await requirePage(deps, actor, filter.pageId);
  const rows = await listSubscriberViews(deps.sql, { ...filter, limit: PAGE_SIZE + 1 });
  const items = rows.slice(0, PAGE_SIZE);
  return { items, nextCursor: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
}

async function requirePage(deps: ViewDeps, { workspaceId }: Actor, pageId: string): Promise<void> {
  if (await hasPage(deps.sql, { workspaceId, pageId })) return;
  throw new AppError("not_found", "There is no such status page.");
}
