import type { Check } from "#contracts/check.ts";
import { trialTarget } from "#contracts/job-entry.ts";
import type { ProbeConfig } from "#contracts/probe-rpc.ts";
import type { TrialResult } from "#contracts/trial.ts";
import type { Db, Sql, Tx } from "./prisma.ts";

/** How long a probe may still take it up. */
const OPEN_MS = 30_000;
/** It holds headers and bodies that may be secret: nobody needs it for longer than a look. */
const KEPT_MS = 10 * 60_000;

export type NewTrial = {
  publicId: string;
  workspaceId: string;
  /** Who may see it: a user's or a key's id. */
  author: string;
  check: Check;
  timeoutMs: number;
  at: Date;
  regions: readonly { id: number; asked: boolean }[];
};

export async function insertTrial(tx: Tx, trial: NewTrial): Promise<number> {
  const { regions, at, ...data } = trial;
  const { id } = await tx.trial.create({
    data: {
      ...data,
      createdAt: at,
      regions: { create: regions.map(({ id: regionId, asked }) => ({ regionId, asked })) },
    },
    select: { id: true },
  });
  return id;
}

/** One configuration per asked id; what is over, answered or not this region's is off. */
export async function listTrialConfigs(
  sql: Sql,
  asked: { regionId: number; trialIds: readonly number[]; nowMs: number },
): Promise<ProbeConfig[]> {
  const { rows } = await sql.query<{ id: number; timeout_ms: number; check: Check }>(
    `SELECT t.id, t.timeout_ms, t."check"
     FROM trial t JOIN trial_region r ON r.trial_id = t.id AND r.region_id = $1
       JOIN region place ON place.id = $1 AND (place.workspace_id IS NULL OR place.workspace_id = t.workspace_id)
     WHERE t.id = ANY($2) AND r.asked AND r.result IS NULL AND t.created_at > to_timestamp($3 / 1000.0)`,
    [asked.regionId, [...asked.trialIds], asked.nowMs - OPEN_MS],
  );
  return asked.trialIds.map((trialId) => {
    const monitorId = trialTarget(trialId);
    const row = rows.find(({ id }) => id === trialId);
    if (!row) return { state: "off", monitorId };
    return {
      state: "on",
      monitorId,
      configVersion: 1,
      // It is on no grid; after this long a probe no longer starts it.
      intervalMs: OPEN_MS,
      slotOffsetMs: 0,
      gridFrom: 0,
      timeoutMs: row.timeout_ms,
      check: row.check,
    };
  });
}

/** The first result of a region counts; false when there is one, or the region was not asked. */
export async function saveTrialResult(
  sql: Sql,
  given: { regionId: number; trialId: number; result: TrialResult; nowMs: number },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE trial_region SET result = $3, answered_at = to_timestamp($4 / 1000.0)
     WHERE trial_id = $1 AND region_id = $2 AND asked AND result IS NULL AND EXISTS (
       SELECT FROM trial t JOIN region place ON place.id = $2
       WHERE t.id = $1 AND (place.workspace_id IS NULL OR place.workspace_id = t.workspace_id)
     )`,
    [given.trialId, given.regionId, JSON.stringify(given.result), given.nowMs],
  );
  return rowCount === 1;
}

export function findTrial(db: Db, key: { publicId: string; workspaceId: string; author: string }) {
  return db.trial.findFirst({
    where: key,
    include: {
      regions: { include: { region: { select: { code: true, name: true } } }, orderBy: { regionId: "asc" } },
    },
  });
}

export async function deleteOldTrials(sql: Sql, nowMs: number): Promise<number> {
  const { rowCount } = await sql.query("DELETE FROM trial WHERE created_at < to_timestamp($1 / 1000.0)", [
    nowMs - KEPT_MS,
  ]);
  return rowCount ?? 0;
}
