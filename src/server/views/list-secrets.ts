import type { SecretView } from "#contracts/secret.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listSecretRows } from "#server/store/secret-store.ts";
import type { ViewDeps } from "./view-deps.ts";

/** In order of name. */
export async function listSecrets(deps: ViewDeps, actor: Actor): Promise<SecretView[]> {
  const rows = await listSecretRows(deps.sql, actor.workspaceId);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  }));
}
