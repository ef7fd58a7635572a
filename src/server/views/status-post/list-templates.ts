import type { TemplateView } from "#contracts/status-post.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listTemplates as listRows } from "#server/store/status-template-store.ts";
import type { ViewDeps } from "../view-deps.ts";

/** In order of name. */
export function listTemplates(deps: Pick<ViewDeps, "sql">, actor: Actor): Promise<TemplateView[]> {
  return listRows(deps.sql, actor.workspaceId);
}
