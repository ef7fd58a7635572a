import type { StatusAssetKind } from "#contracts/status-page.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findAssetOfWorkspace } from "#server/store/status-asset-store.ts";
import type { ViewDeps } from "../view-deps.ts";

/** A picture for the team, of drafts, too. `bytes` in base64. */
export async function getAsset(
  deps: ViewDeps,
  actor: Actor,
  { id, kind }: { id: string; kind: StatusAssetKind },
): Promise<{ contentType: string; bytes: string }> {
  const file = await findAssetOfWorkspace(deps.sql, { workspaceId: actor.workspaceId, pageId: id, kind });
  if (!file) throw new AppError("not_found", "There is no such picture.");
  return { contentType: file.contentType, bytes: Buffer.from(file.bytes).toString("base64") };
}
