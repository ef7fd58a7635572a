import type { WorkspaceView } from "#contracts/workspace.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findWorkspaceView } from "#server/store/workspace-membership-store.ts";
import type { ViewDeps } from "./view-deps.ts";

export async function getWorkspace(deps: ViewDeps, actor: Actor): Promise<WorkspaceView> {
  const view = await findWorkspaceView(deps.sql, { id: actor.workspaceId, role: actor.role });
  if (!view) throw new AppError("not_found", "This workspace is gone.");
  return view;
}
