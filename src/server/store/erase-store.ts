import type { Sql, Tx } from "./prisma.ts";

/**
 * From now on nobody belongs to it, no key opens it and no channel of it says anything; what is left is removed in parts.
 * The caller holds its lock.
 */
export async function condemnWorkspace(tx: Tx, target: { workspaceId: string; at: Date }): Promise<void> {
  const { workspaceId, at } = target;
  await tx.workspace.update({ where: { id: workspaceId }, data: { deletedAt: at } });
  await tx.session.updateMany({ where: { workspaceId }, data: { workspaceId: null } });
  await tx.apiKey.deleteMany({ where: { workspaceId } });
  await tx.invitation.deleteMany({ where: { workspaceId } });
  await tx.member.deleteMany({ where: { workspaceId } });
  await tx.channel.updateMany({ where: { workspaceId }, data: { enabled: false, disabledReason: null } });
  // Nobody outside sees a draft, and a domain may lead to another page.
  await tx.statusPage.updateMany({ where: { workspaceId }, data: { state: "draft", publishAt: null } });
  await tx.statusDomain.deleteMany({ where: { page: { workspaceId } } });
  await tx.region.updateMany({ where: { workspaceId }, data: { enabled: false } });
  await tx.regionToken.updateMany({ where: { region: { workspaceId } }, data: { revokedAt: at } });
}

export async function listCondemned(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    "SELECT id FROM workspace WHERE deleted_at IS NOT NULL ORDER BY deleted_at",
  );
  return rows.map(({ id }) => id);
}

/** Ids of some monitors that are gone now; each leaves a row by which probes learn of it. Empty: there was none. */
export async function eraseMonitors(
  sql: Sql,
  asked: { workspaceId: string; atMs: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(
    "SELECT id FROM monitor WHERE workspace_id = $1 ORDER BY id LIMIT $2 FOR NO KEY UPDATE",
    [asked.workspaceId, asked.limit],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  // In the order that ingest takes them.
  const readings = "SELECT 1 FROM monitor_region_state WHERE monitor_id = ANY($1)";
  await sql.query(`${readings} ORDER BY monitor_id, region_id FOR UPDATE`, [ids]);
  await sql.query("SELECT 1 FROM monitor_state WHERE monitor_id = ANY($1) ORDER BY monitor_id FOR UPDATE", [
    ids,
  ]);
  await sql.query(
    `INSERT INTO purge (monitor_id, requested_at)
     SELECT id, to_timestamp($2 / 1000.0) FROM unnest($1::int[]) AS id ON CONFLICT DO NOTHING`,
    [ids, asked.atMs],
  );
  await sql.query("DELETE FROM monitor WHERE id = ANY($1)", [ids]);
  return ids;
}

/** Day by day, each by itself: no statement is long. */
export async function eraseReadings(sql: Sql, monitorIds: readonly number[]): Promise<void> {
  const { rows } = await sql.query<{ table: string }>(
    `SELECT inhrelid::regclass::text AS table FROM pg_inherits
     WHERE inhparent IN ('tick'::regclass, 'tick_evidence'::regclass, 'gap'::regclass) ORDER BY 1`,
  );
  for (const table of [...rows.map((row) => row.table), "rollup_hour", "rollup_day"]) {
    await sql.query(`DELETE FROM ${table} WHERE monitor_id = ANY($1)`, [monitorIds]);
  }
}

const PARTS = [
  "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE workspace_id = $1 LIMIT $2)",
  "DELETE FROM incident WHERE id IN (SELECT id FROM incident WHERE workspace_id = $1 LIMIT $2)",
  "DELETE FROM audit_entry WHERE id IN (SELECT id FROM audit_entry WHERE workspace_id = $1 LIMIT $2)",
] as const;

/** How many rows it removed; 0: nothing is left but the workspace and what is small. `sql` may erase the audit. */
export async function erasePart(sql: Sql, asked: { workspaceId: string; limit: number }): Promise<number> {
  for (const text of PARTS) {
    const { rowCount } = await sql.query(text, [asked.workspaceId, asked.limit]);
    if (rowCount) return rowCount;
  }
  return 0;
}

/** With everything small that belongs to it. */
export async function eraseWorkspaceRow(sql: Sql, workspaceId: string): Promise<void> {
  await sql.query("DELETE FROM rate_limit WHERE key = $1 OR starts_with(key, $2)", [
    `invite:workspace:${workspaceId}`,
    `denied:${workspaceId}:`,
  ]);
  await sql.query("DELETE FROM workspace WHERE id = $1 AND deleted_at IS NOT NULL", [workspaceId]);
}
