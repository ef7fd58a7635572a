import { uuidv7 } from "uuidv7";
import { copyAssets } from "#server/store/status-asset-store.ts";
import { findLayout, type StoredLayout, saveLayout } from "#server/store/status-layout-store.ts";
import { countPages, insertPage } from "#server/store/status-page-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changePage, MAX_PAGES, type PageAnswer, takenSlug, tooManyPages } from "./change-page.ts";

type Copy = { id: string; title: string; slug: string };

/** A draft with the same components, look, pictures and access. Posts, subscribers and the domain stay where they are. */
export function duplicatePage(
  deps: ActionDeps,
  caller: Caller,
  { id, title, slug }: Copy,
): Promise<PageAnswer> {
  return changePage(deps, { caller, id }, async (tx, page) => {
    const at = deps.now();
    const copyId = uuidv7();
    if ((await countPages(tx, page.workspaceId)) >= MAX_PAGES) throw tooManyPages();
    const draft = { state: "draft", publishAt: null, publishedAt: null } as const;
    if (!(await insertPage(tx, { ...page, ...draft, id: copyId, title, slug, at }))) throw takenSlug(slug);
    await saveLayout(tx, { id: copyId, layout: renew(await findLayout(tx, id)) });
    await copyAssets(tx, { fromId: id, toId: copyId, at });
    const detail = { before: { title: page.title }, after: { title, slug } };
    await recordCommand(tx, caller, { action: "status_page.duplicate", subject: copyId, at, detail });
    return { id: copyId };
  });
}

function renew({ sections, components }: StoredLayout): StoredLayout {
  const newIds = new Map(sections.map(({ id }) => [id, uuidv7()]));
  const newIdOf = (id: string) => newIds.get(id) ?? id;
  return {
    sections: sections.map((section) => ({ ...section, id: newIdOf(section.id) })),
    components: components.map((component) => ({
      ...component,
      id: uuidv7(),
      sectionId: newIdOf(component.sectionId),
    })),
  };
}
