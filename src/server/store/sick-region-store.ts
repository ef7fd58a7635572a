import type { MassFailureInput, RegionHealth } from "#domain/verdict/mass-failure.ts";
import type { Sql } from "./prisma.ts";
import {
  closeMassFailure,
  listPresentFaults,
  openMassFailure,
  type RegionFault,
} from "./region-fault-store.ts";
import { listSightings, listSuspects } from "./sighting-store.ts";

export type JudgeRegions = (input: MassFailureInput) => RegionHealth[];

/**
 * Holds a region for sick when it fails at what others reach, and says so in the caller's transaction. Answers the
 * regions that have become sick just now.
 */
export async function findSickRegions(
  sql: Sql,
  asked: { regions: readonly string[] | null; nowMs: number; judgeRegions: JudgeRegions },
): Promise<RegionFault[]> {
  const regions = await listSuspects(sql, asked);
  if (regions.length === 0) return [];
  const sightings = await listSightings(sql, { regions, nowMs: asked.nowMs });
  const changes = asked.judgeRegions({ sightings, ...(await listPresentFaults(sql)) });
  const faults: RegionFault[] = [];
  for (const { region, isSick, reason } of changes) {
    if (!isSick || !regions.includes(region)) continue;
    const failing = sightings.filter((sighting) => sighting.region === region && sighting.hasFailed);
    const fromMs = failing.reduce((oldest, { at }) => Math.min(oldest, at), asked.nowMs);
    await openMassFailure(sql, { region, fromMs, reason });
    faults.push({ region, fromMs, toMs: null });
  }
  return faults;
}

/** Lets regions vote again that reach again what others do; answers which. */
export async function findRecoveredRegions(
  sql: Sql,
  asked: { nowMs: number; judgeRegions: JudgeRegions },
): Promise<string[]> {
  const present = await listPresentFaults(sql);
  if (present.sick.size === 0) return [];
  const sightings = await listSightings(sql, { regions: [...present.sick], nowMs: asked.nowMs });
  const well = asked.judgeRegions({ sightings, ...present }).filter(({ isSick }) => !isSick);
  for (const { region } of well) await closeMassFailure(sql, { region, nowMs: asked.nowMs });
  return well.map(({ region }) => region);
}
