import { type Policy, StoredPolicy } from "#contracts/policy.ts";
import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql, Tx } from "./prisma.ts";

export async function findWorkspaceName(tx: Tx, id: string): Promise<string> {
  const { name } = await tx.workspace.findUniqueOrThrow({ where: { id }, select: { name: true } });
  return name;
}

/** contracts/policy.ts reads it: an empty object stands for the defaults. */
export async function findWorkspacePolicy(
  sql: Sql,
  within: MonitorScope,
): Promise<{ policy: unknown; followers: number }> {
  const values: unknown[] = [within.workspaceId];
  const scope = scopeSql(within, values);
  const { rows } = await sql.query<{ policy: unknown; followers: number }>({
    name: scope.name("find-workspace-policy"),
    text: `SELECT w.policy, (
        SELECT count(*)::int FROM monitor m WHERE m.workspace_id = w.id AND m.policy IS NULL${scope.monitor("m")}
      ) AS followers
      FROM workspace w WHERE w.id = $1`,
    values,
  });
  return rows[0] ?? { policy: {}, followers: 0 };
}

/** Returns what it was. */
export async function replaceWorkspacePolicy(
  tx: Tx,
  change: { workspaceId: string; policy: Policy },
): Promise<Policy> {
  const { workspaceId: id, policy } = change;
  await tx.$queryRaw`SELECT 1 AS held FROM workspace WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const before = await tx.workspace.findUniqueOrThrow({ where: { id }, select: { policy: true } });
  await tx.workspace.update({ where: { id }, data: { policy } });
  return StoredPolicy.parse(before.policy);
}
