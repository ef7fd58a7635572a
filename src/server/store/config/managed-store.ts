import { uuidv7 } from "uuidv7";
import type { ConfigKind } from "#contracts/config-plan.ts";
import type { Sql } from "../prisma.ts";

export type ManagedRow = {
  kind: ConfigKind;
  targetId: string;
  source: string;
  key: string;
  applied: unknown;
};
type Place = { workspaceId: string; source: string; kind: ConfigKind; key: string };

export async function listManaged(sql: Sql, workspaceId: string): Promise<ManagedRow[]> {
  const { rows } = await sql.query<ManagedRow>(
    `SELECT kind, target_id AS "targetId", source, key, applied FROM managed_resource
     WHERE workspace_id = $1::uuid ORDER BY applied_at, target_id`,
    [workspaceId],
  );
  return rows;
}

/**
 * Takes the place of what is about to be made, so that of two runs at once only one makes it. False while another one holds
 * it; a place that was left empty is free again after `abandonedBefore`.
 */
export async function reservePlace(
  sql: Sql,
  { place, lost, at, abandonedBefore }: { place: Place; lost: boolean; at: Date; abandonedBefore: Date },
): Promise<boolean> {
  const { rows } = await sql.query<{ key: string }>(
    `INSERT INTO managed_resource AS held (workspace_id, source, kind, key, target_id, applied, applied_at)
     VALUES ($1::uuid, $2, $3, $4, $5::uuid, 'null', $6::timestamptz)
     ON CONFLICT (workspace_id, source, kind, key) DO UPDATE SET target_id = excluded.target_id, applied = 'null',
       applied_at = excluded.applied_at
     WHERE ($7::boolean AND held.applied <> 'null') OR held.applied_at < $8::timestamptz
     RETURNING key`,
    [place.workspaceId, place.source, place.kind, place.key, uuidv7(), at, lost, abandonedBefore],
  );
  return rows.length === 1;
}

/** What was to be made could not be: its place is free. */
export async function leavePlace(sql: Sql, place: Place): Promise<void> {
  await sql.query(
    `DELETE FROM managed_resource WHERE workspace_id = $1::uuid AND source = $2 AND kind = $3 AND key = $4
     RETURNING key`,
    [place.workspaceId, place.source, place.kind, place.key],
  );
}

/** The thing is the source's from now on, whoever had it before. */
export async function saveManaged(
  sql: Sql,
  { place, targetId, applied, at }: { place: Place; targetId: string; applied: unknown; at: Date },
): Promise<void> {
  const values = [place.workspaceId, place.source, place.kind, place.key, targetId];
  await sql.query(
    `DELETE FROM managed_resource WHERE workspace_id = $1::uuid AND kind = $3
       AND ((source = $2 AND key = $4 AND target_id <> $5::uuid) OR (target_id = $5::uuid AND (source <> $2 OR key <> $4)))
     RETURNING key`,
    values,
  );
  await sql.query(
    `INSERT INTO managed_resource (workspace_id, source, kind, key, target_id, applied, applied_at)
     VALUES ($1::uuid, $2, $3, $4, $5::uuid, $6::jsonb, $7::timestamptz)
     ON CONFLICT (workspace_id, kind, target_id) DO UPDATE SET applied = excluded.applied, applied_at = excluded.applied_at
     RETURNING key`,
    [...values, JSON.stringify(applied), at],
  );
}
