import type { RegionView } from "#contracts/view.ts";
import { findSickness, judgeRegion } from "#domain/region/judge-region.ts";
import { listRegions } from "#server/store/region-store.ts";
import type { ViewDeps } from "./view-deps.ts";

export async function listRegionViews(deps: ViewDeps): Promise<RegionView[]> {
  const regions = await listRegions(deps.db);
  const nowMs = deps.now().getTime();
  return regions.map((region) => ({
    code: region.code,
    name: region.name,
    runtime: region.runtime,
    enabled: region.enabled,
    standing: judgeRegion(region, nowMs),
    sickBecause: findSickness(region),
  }));
}
