import type { ArtifactUpload, ArtifactView } from "#contracts/artifact.ts";
import type { Sql } from "./prisma.ts";

const KEPT_MS = 30 * 86_400_000;
/** A probe that runs wild cannot fill the disk: 60 MB a monitor and hour. */
const MOST_AN_HOUR = 60;
const HOUR_MS = 3_600_000;
const DELETED_AT_ONCE = 500;

type Given = Omit<ArtifactUpload, "bytes"> & { bytes: Uint8Array; regionId: number; nowMs: number };

/** True when it is there now, of this call or an earlier one. The region has to check the monitor at present. */
export async function saveArtifact(sql: Sql, given: Given): Promise<boolean> {
  const { rows } = await sql.query(
    `WITH checked AS (
      SELECT m.id FROM monitor m JOIN region r ON r.id = $3
      WHERE m.id = $2 AND (r.workspace_id IS NULL OR r.workspace_id = m.workspace_id)
        AND EXISTS (
          SELECT FROM assignment a
          WHERE a.monitor_id = m.id AND a.region_id = $3 AND a.config_version = m.config_version
        )
        AND (
          SELECT count(*) FROM artifact
          WHERE monitor_id = $2 AND created_at > to_timestamp(($8::float8 - ${HOUR_MS}) / 1000)
        ) < ${MOST_AN_HOUR}
    ), saved AS (
      INSERT INTO artifact (id, monitor_id, region_id, scheduled_at, kind, content_type, bytes, created_at)
      SELECT $1::uuid, id, $3, to_timestamp($4::float8 / 1000), $5, $6, $7, to_timestamp($8::float8 / 1000)
      FROM checked ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT 1 FROM saved
    UNION ALL SELECT 1 FROM artifact WHERE id = $1::uuid AND monitor_id = $2 AND region_id = $3`,
    [
      given.id,
      given.monitorId,
      given.regionId,
      given.scheduledAt,
      given.kind,
      given.contentType,
      Buffer.from(given.bytes),
      given.nowMs,
    ],
  );
  return rows.length > 0;
}

/** Null when the monitor has no such file, or no longer. */
export async function findArtifact(
  sql: Sql,
  key: { monitorId: number; id: string },
): Promise<ArtifactView | null> {
  const { rows } = await sql.query<Omit<ArtifactView, "bytes"> & { bytes: Buffer }>(
    'SELECT content_type AS "contentType", kind, bytes FROM artifact WHERE id = $1 AND monitor_id = $2',
    [key.id, key.monitorId],
  );
  const row = rows[0];
  return row === undefined ? null : { ...row, bytes: row.bytes.toString("base64") };
}

/** In parts, so that no statement is long; what is left is for the next run. */
export async function deleteOldArtifacts(sql: Sql, nowMs: number): Promise<number> {
  const { rowCount } = await sql.query(
    `DELETE FROM artifact WHERE id IN (
      SELECT id FROM artifact WHERE created_at < to_timestamp($1 / 1000.0) ORDER BY created_at LIMIT $2
    )`,
    [nowMs - KEPT_MS, DELETED_AT_ONCE],
  );
  return rowCount ?? 0;
}
