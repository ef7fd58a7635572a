import type { PaletteHit, PaletteKind, PaletteQuery } from "#contracts/palette.ts";
import { type Actor, hasRole } from "#server/auth/actor.ts";
import { searchPalette } from "#server/store/palette-store.ts";
import type { ViewDeps } from "./view-deps.ts";

const EACH = 6;
const MOST_WORDS = 6;
const KINDS: readonly PaletteKind[] = [
  "monitor",
  "incident",
  "statusPage",
  "channel",
  "maintenance",
  "policy",
  "schedule",
];

/** Whatever has all the words and is the actor's to see; people for those who look after them. */
export function searchEverything(
  deps: Pick<ViewDeps, "sql">,
  actor: Actor,
  query: PaletteQuery,
): Promise<PaletteHit[]> {
  return searchPalette(deps.sql, {
    scope: { workspaceId: actor.workspaceId, tags: actor.tags },
    words: query.search.split(/\s+/).slice(0, MOST_WORDS),
    kinds: hasRole(actor, "admin") ? [...KINDS, "person"] : KINDS,
    limit: EACH,
  });
}
