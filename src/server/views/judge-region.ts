import type { Runtime } from "#contracts/region.ts";
import type { RegionStanding } from "#contracts/view.ts";

export const SILENT_MS = 30_000;

type Region = { healthy: boolean; runtime: Runtime; lastSeenAt: Date | null };

/** Edge probes live only while they are called, so between two calls they are not missed. */
export function judgeRegion({ healthy, runtime, lastSeenAt }: Region, nowMs: number): RegionStanding {
  if (lastSeenAt === null) return "never_seen";
  if (runtime !== "edge" && nowMs - lastSeenAt.getTime() > SILENT_MS) return "silent";
  return healthy ? "reporting" : "cut_off";
}
