import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

/** Those of the internal ids that are in scope. Asks nothing for whoever sees everything. */
export async function listSeenMonitors(
  sql: Sql,
  { scope, ids }: { scope: MonitorScope; ids: readonly number[] },
): Promise<Set<number>> {
  if (scope.tags.length === 0) return new Set(ids);
  const values: unknown[] = [[...ids], scope.workspaceId];
  const { name, monitor } = scopeSql(scope, values);
  const text = `SELECT m.id FROM monitor m WHERE m.id = ANY($1) AND m.workspace_id = $2::uuid${monitor("m")}`;
  const { rows } = await sql.query<{ id: number }>({ name: name("list-seen-monitors"), text, values });
  return new Set(rows.map(({ id }) => id));
}

/** Whether all of these, by public id, are in scope; those that were deleted are in nobody's but theirs who see everything. */
export async function seesAllMonitors(
  sql: Sql,
  { scope, publicIds }: { scope: MonitorScope; publicIds: readonly string[] },
): Promise<boolean> {
  if (scope.tags.length === 0) return true;
  const values: unknown[] = [[...publicIds], scope.workspaceId];
  const { name, monitor } = scopeSql(scope, values);
  const text = `SELECT count(*)::int AS seen FROM monitor m
    WHERE m.public_id = ANY($1::uuid[]) AND m.workspace_id = $2::uuid${monitor("m")}`;
  const { rows } = await sql.query<{ seen: number }>({ name: name("count-seen-monitors"), text, values });
  return rows[0]?.seen === publicIds.length;
}
