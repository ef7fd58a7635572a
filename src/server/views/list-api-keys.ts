import type { ApiKeyView } from "#contracts/api-key.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listApiKeys } from "#server/store/api-key-store.ts";
import type { ViewDeps } from "./view-deps.ts";

/** Those that work first, then the newest. */
export function listApiKeyViews(deps: ViewDeps, actor: Actor): Promise<ApiKeyView[]> {
  return listApiKeys(deps.sql, { workspaceId: actor.workspaceId, at: deps.now() });
}
