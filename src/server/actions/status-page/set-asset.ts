import type { StatusAssetInput, StatusAssetKind } from "#contracts/status-page.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { redrawPicture } from "#server/runtime/redraw-picture.ts";
import { removeAsset, saveAsset } from "#server/store/status-asset-store.ts";
import { savePage } from "#server/store/status-page-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { requirePerMinute } from "../require-per-minute.ts";
import { changePage, type PageAnswer, requirePageEditor } from "./change-page.ts";

const PER_MINUTE = 30;
const LOGO = { maxEdge: 512, format: "webp" } as const;
const FAVICON = { maxEdge: 64, format: "png" } as const;

/** What is kept is drawn anew from the file: its pixels only, nothing else that was in it. */
export async function uploadAsset(
  deps: ActionDeps,
  caller: Caller,
  { id, kind, data }: StatusAssetInput,
): Promise<PageAnswer> {
  requirePageEditor(caller);
  // Before the file is looked at: a page that is not theirs costs no drawing.
  await changePage(deps, { caller, id }, async () => undefined);
  const key = `status-picture:${caller.actor.workspaceId}`;
  await requirePerMinute(deps.db, { key, limit: PER_MINUTE, noun: "pictures", at: deps.now() });
  const picture = await redrawPicture(Buffer.from(data, "base64"), kind === "favicon" ? FAVICON : LOGO);
  if (picture.kind === "refused") throw new AppError("invalid", picture.why, { field: "data" });
  return changePage(deps, { caller, id }, async (tx, page) => {
    const at = deps.now();
    const hash = await saveAsset(tx, { ...picture, kind, pageId: id, at });
    await savePage(tx, { id, at, change: {} });
    const detail = { before: { title: page.title }, after: { kind, hash } };
    await recordCommand(tx, caller, { action: "status_page.picture", subject: id, at, detail });
    return { id };
  });
}

export function deleteAsset(
  deps: ActionDeps,
  caller: Caller,
  { id, kind }: { id: string; kind: StatusAssetKind },
): Promise<PageAnswer> {
  return changePage(deps, { caller, id }, async (tx, page) => {
    const at = deps.now();
    if (!(await removeAsset(tx, { pageId: id, kind }))) return { id };
    await savePage(tx, { id, at, change: {} });
    const detail = { before: { title: page.title, kind }, after: {} };
    await recordCommand(tx, caller, { action: "status_page.picture", subject: id, at, detail });
    return { id };
  });
}
