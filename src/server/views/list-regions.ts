import type { RegionView } from "#contracts/view.ts";
import { listRegions } from "#server/store/region-store.ts";
import type { ViewDeps } from "./view-deps.ts";

export async function listRegionViews(deps: ViewDeps): Promise<RegionView[]> {
  const regions = await listRegions(deps.db);
  return regions.map(({ code, name, runtime, enabled, healthy }) => ({
    code,
    name,
    runtime,
    enabled,
    healthy,
  }));
}
