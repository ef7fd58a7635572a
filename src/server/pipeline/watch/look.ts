import { checksKey } from "#contracts/stream-keys.ts";
import { judgeRegion } from "#domain/region/judge-region.ts";
import type { Seen } from "#domain/watch/find-conditions.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { listLostChannels, listWatchedRegions, readPipeline } from "#server/store/watch-store.ts";
import { withinTime } from "#server/views/within-time.ts";
import { lookAtStorage } from "./look-at-storage.ts";

const REDIS_WAIT_MS = 2_000;

/** Everything that is judged, as it is now. */
export async function look(deps: Deps, nowMs: number): Promise<Seen> {
  const [pipeline, regions, lostChannels, storage, answer] = await Promise.all([
    readPipeline(deps.pool, nowMs),
    listWatchedRegions(deps.pool),
    listLostChannels(deps.pool),
    lookAtStorage(deps, nowMs),
    withinTime(deps.stream.length(checksKey("watch")), REDIS_WAIT_MS),
  ]);
  return {
    pipeline,
    redis: answer !== null,
    regions: regions.map((region) => ({ ...region, standing: judgeRegion(region, nowMs) })),
    lostChannels,
    storage,
  };
}
