import type { Runtime } from "#contracts/region.ts";
import type { RegionStanding } from "#contracts/view.ts";

export const SILENT_MS = 30_000;

type Region = { healthy: boolean; runtime: Runtime; lastSeenAt: Date | null; faults?: readonly Fault[] };
type Fault = { kind: "control" | "mass_failure"; reason: string };

/** Edge probes live only while they are called, so between two calls they are not missed. */
export function judgeRegion(
  { healthy, runtime, lastSeenAt, faults = [] }: Region,
  nowMs: number,
): RegionStanding {
  if (lastSeenAt === null) return "never_seen";
  if (runtime !== "edge" && nowMs - lastSeenAt.getTime() > SILENT_MS) return "silent";
  if (!healthy) return "cut_off";
  return faults.length > 0 ? "sick" : "reporting";
}

/** Whether a probe is there to take a job; one that is a function is woken for it. */
export function canBeAsked(region: Region, nowMs: number): boolean {
  const standing = judgeRegion(region, nowMs);
  return standing !== "never_seen" && standing !== "silent";
}

/** The present fault that weighs most, as a sentence. */
export function findSickness({ faults = [] }: Pick<Region, "faults">): string | null {
  const fault = faults.find(({ kind }) => kind === "control") ?? faults[0];
  return fault?.reason ?? null;
}
