import type { ImportedHistoryInput } from "#contracts/imported-history.ts";
import type { Sql, Tx } from "./prisma.ts";
import { sqlOf } from "./sql-of.ts";

/** Days of monitors that the source made; a day that is there is replaced. How many were written. */
export async function putImportedDays(
  tx: Tx,
  { workspaceId, product, days }: ImportedHistoryInput & { workspaceId: string },
): Promise<number> {
  const { rows } = await sqlOf(tx).query<{ id: number }>(
    `INSERT INTO imported_day (workspace_id, monitor_id, day, product, up, down, mean_ms)
     SELECT DISTINCT ON (m.id, given.day) m.workspace_id, m.id, given.day, $2, given.up, given.down, round(given."meanMs")
     FROM jsonb_to_recordset($3::jsonb) AS given(key text, day date, up int, down int, "meanMs" float8)
     JOIN managed_resource r ON r.workspace_id = $1 AND r.source = 'import:' || $2 AND r.kind = 'monitor' AND r.key = given.key
     JOIN monitor m ON m.public_id = r.target_id AND m.workspace_id = r.workspace_id
     WHERE given.day < m.created_at::date
     ON CONFLICT (monitor_id, day) DO UPDATE
       SET product = excluded.product, up = excluded.up, down = excluded.down, mean_ms = excluded.mean_ms
     RETURNING monitor_id AS id`,
    [workspaceId, product, JSON.stringify(days)],
  );
  return rows.length;
}

export type ImportedRow = { product: string; day: number; up: number; down: number; meanMs: number | null };

/** The newest `limit` days, oldest first. */
export async function listImportedDays(
  sql: Sql,
  { monitorId, limit }: { monitorId: number; limit: number },
): Promise<ImportedRow[]> {
  const { rows } = await sql.query<ImportedRow>(
    `SELECT product, (extract(epoch FROM day::timestamp) * 1000)::float8 AS day, up, down, mean_ms AS "meanMs"
     FROM imported_day WHERE monitor_id = $1 ORDER BY day DESC LIMIT $2`,
    [monitorId, limit],
  );
  return rows.reverse();
}
