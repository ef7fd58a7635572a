import type { SavedViewItem } from "#contracts/saved-view.ts";
import { hasRole, type UserActor } from "#server/auth/actor.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listSavedViewRows } from "#server/store/saved-view-store.ts";

export async function listSavedViews(deps: { sql: Sql }, actor: UserActor): Promise<SavedViewItem[]> {
  const { workspaceId, userId } = actor;
  const rows = await listSavedViewRows(deps.sql, { workspaceId, userId });
  return rows.map(({ id, name, query, userId: owner }) => ({
    id,
    name,
    query,
    isShared: owner === null,
    canEdit: owner !== null || hasRole(actor, "editor"),
  }));
}
