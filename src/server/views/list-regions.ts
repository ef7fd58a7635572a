import type { RegionView } from "#contracts/view.ts";
import { findSickness, judgeRegion } from "#domain/region/judge-region.ts";
import { kindsOfRegion } from "#domain/region/kinds-of-region.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listRegions } from "#server/store/region-store.ts";
import type { ViewDeps } from "./view-deps.ts";

export async function listRegionViews(deps: ViewDeps, actor: Actor): Promise<RegionView[]> {
  const regions = await listRegions(deps.db, actor.workspaceId);
  const nowMs = deps.now().getTime();
  return regions.map((region) => ({
    code: region.code,
    name: region.name,
    runtime: region.runtime,
    kinds: kindsOfRegion(region, nowMs),
    isPrivate: region.workspaceId !== null,
    enabled: region.enabled,
    standing: judgeRegion(region, nowMs),
    sickBecause: findSickness(region),
  }));
}
