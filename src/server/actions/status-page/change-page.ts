import { AppError } from "#server/runtime/app-error.ts";
import { forgetStatusPage } from "#server/runtime/snapshot-cache.ts";
import type { Tx } from "#server/store/prisma.ts";
import { lockPage, type PageChange, type StoredPage, savePage } from "#server/store/status-page-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

export type PageDeps = ActionDeps & { auth: { appUrl: string } };
export type PageCommand = { caller: Caller; id: string };
export type PageAnswer = { id: string };

export const MAX_PAGES = 200;

/** Pages show monitors of whatever tags to everybody: whoever is held to tags does not change them. */
export function requirePageEditor(caller: Caller): void {
  requireEditor(caller);
  if (caller.actor.tags.length === 0) return;
  throw new AppError(
    "forbidden",
    "You see a part of the workspace: its status pages are for others to change.",
  );
}

/** Locks the caller's page, after the check of the right to change it, and hands it to `work`; visitors see it then. */
export async function changePage<Result>(
  deps: ActionDeps,
  { caller, id }: PageCommand,
  work: (tx: Tx, page: StoredPage) => Promise<Result>,
): Promise<Result> {
  requirePageEditor(caller);
  const result = await inTransaction(deps, async (tx) => {
    const page = await lockPage(tx, { workspaceId: caller.actor.workspaceId, id });
    if (!page) throw new AppError("not_found", "There is no such status page.");
    return work(tx, page);
  });
  forgetStatusPage(id);
  return result;
}

type Saved = { change: PageChange; action: string; before?: object; after?: object };

/** Saves what changes and writes it down; `of` says what that is, or refuses. */
export function savePageChange(
  deps: ActionDeps,
  command: PageCommand,
  of: (page: StoredPage, at: Date) => Saved,
): Promise<PageAnswer> {
  return changePage(deps, command, async (tx, page) => {
    const at = deps.now();
    const { change, action, before = {}, after = {} } = of(page, at);
    await savePage(tx, { id: page.id, at, change });
    const detail = { before: { title: page.title, ...before }, after };
    await recordCommand(tx, command.caller, { action, subject: page.id, at, detail });
    return { id: page.id };
  });
}

export function takenSlug(slug: string): AppError {
  return new AppError("conflict", `The address ${slug} is taken. Choose another one.`, { field: "slug" });
}

export function tooManyPages(): AppError {
  return new AppError(
    "limit_reached",
    `A workspace has ${MAX_PAGES} status pages at most. Delete one that nobody reads.`,
  );
}
