import type { AutoPosts, StatusLook } from "#contracts/status-page.ts";
import { moveSlug } from "#server/store/status-page-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changePage, type PageAnswer, savePageChange, takenSlug } from "./change-page.ts";

type Texts = { id: string; title: string; description: string };

export function setTexts(deps: ActionDeps, caller: Caller, { id, ...texts }: Texts): Promise<PageAnswer> {
  return savePageChange(deps, { caller, id }, () => ({
    change: texts,
    action: "status_page.rename",
    after: { title: texts.title },
  }));
}

/** The old address stops at once, and may be taken by others. */
export function setSlug(
  deps: ActionDeps,
  caller: Caller,
  { id, slug }: { id: string; slug: string },
): Promise<PageAnswer> {
  return changePage(deps, { caller, id }, async (tx, page) => {
    if (slug === page.slug) return { id };
    const at = deps.now();
    if (!(await moveSlug(tx, { id, slug, at }))) throw takenSlug(slug);
    const detail = { before: { title: page.title, slug: page.slug }, after: { slug } };
    await recordCommand(tx, caller, { action: "status_page.move", subject: id, at, detail });
    return { id };
  });
}

export function setLook(
  deps: ActionDeps,
  caller: Caller,
  { id, look }: { id: string; look: StatusLook },
): Promise<PageAnswer> {
  return savePageChange(deps, { caller, id }, (page) => ({
    change: { look },
    action: "status_page.look",
    before: { look: page.look },
    after: { look },
  }));
}

export function setAutoPosts(
  deps: ActionDeps,
  caller: Caller,
  { id, autoPosts }: { id: string; autoPosts: AutoPosts },
): Promise<PageAnswer> {
  return savePageChange(deps, { caller, id }, (page) => ({
    change: { autoPosts },
    action: "status_page.auto_posts",
    before: { autoPosts: page.autoPosts },
    after: { autoPosts },
  }));
}
