import { PALETTE_KINDS, type PaletteHit, type PaletteQuery } from "#contracts/palette.ts";
import { type Actor, hasRole } from "#server/auth/actor.ts";
import { searchPalette } from "#server/store/palette-store.ts";
import type { ViewDeps } from "./view-deps.ts";

const EACH = 6;
const MOST_WORDS = 6;
const OF_EVERYBODY = PALETTE_KINDS.filter((kind) => kind !== "person");

/** Whatever has all the words and is the actor's to see; people for those who look after them. */
export function searchEverything(
  deps: Pick<ViewDeps, "sql">,
  actor: Actor,
  query: PaletteQuery,
): Promise<PaletteHit[]> {
  return searchPalette(deps.sql, {
    scope: { workspaceId: actor.workspaceId, tags: actor.tags },
    words: query.search.split(/\s+/).slice(0, MOST_WORDS),
    kinds: hasRole(actor, "admin") ? PALETTE_KINDS : OF_EVERYBODY,
    limit: EACH,
  });
}
