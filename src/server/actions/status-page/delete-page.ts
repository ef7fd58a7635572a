import { removePage } from "#server/store/status-page-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changePage, type PageAnswer } from "./change-page.ts";

/** With its posts, its subscribers and its domain. */
export function deletePage(deps: ActionDeps, caller: Caller, id: string): Promise<PageAnswer> {
  return changePage(deps, { caller, id }, async (tx, page) => {
    await removePage(tx, id);
    const detail = { before: { title: page.title, slug: page.slug } };
    await recordCommand(tx, caller, { action: "status_page.delete", subject: id, at: deps.now(), detail });
    return { id };
  });
}
