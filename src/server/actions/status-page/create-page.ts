import { uuidv7 } from "uuidv7";
import { StatusLook, type StatusPageInput } from "#contracts/status-page.ts";
import { countPages, insertPage } from "#server/store/status-page-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { MAX_PAGES, type PageAnswer, requirePageEditor, takenSlug, tooManyPages } from "./change-page.ts";

/** A draft without components, that nobody outside sees. */
export function createPage(deps: ActionDeps, caller: Caller, input: StatusPageInput): Promise<PageAnswer> {
  requirePageEditor(caller);
  const at = deps.now();
  const id = uuidv7();
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    if ((await countPages(tx, workspaceId)) >= MAX_PAGES) throw tooManyPages();
    const isInserted = await insertPage(tx, {
      ...input,
      id,
      workspaceId,
      state: "draft",
      publishAt: null,
      publishedAt: null,
      look: StatusLook.parse({}),
      access: { kind: "public" },
      passwordHash: null,
      accessVersion: 1,
      autoPosts: "draft",
      at,
    });
    if (!isInserted) throw takenSlug(input.slug);
    const detail = { after: { title: input.title, slug: input.slug } };
    await recordCommand(tx, caller, { action: "status_page.create", subject: id, at, detail });
    return { id };
  });
}
