import type { Deps } from "#server/runtime/deps.ts";
import { publishDue } from "#server/store/status-page-due-store.ts";

/** Publishes the drafts whose moment has come. Twice at once is harmless: a page is a draft only once. */
export function publishDuePages(deps: Deps): Promise<number> {
  return publishDue(deps.pool, new Date(deps.clock()));
}
