import { type Policy, Severity } from "#contracts/policy.ts";
import type { DependencyEdge } from "#domain/policy/find-cycle.ts";
import { Prisma } from "#generated/prisma/client.ts";
import { hasTagInScope, type MonitorScope, scopeSql, whereInScope } from "./monitor-scope.ts";
import type { Sql, Tx } from "./prisma.ts";

export type StoredRules = {
  policy: Policy | null;
  severity: Severity;
  /** Internal. */
  parentIds: number[];
  escalationPolicyId: string | null;
};

export async function findRules(tx: Tx, monitorId: number): Promise<StoredRules> {
  const row = await tx.monitor.findUniqueOrThrow({
    where: { id: monitorId },
    select: {
      policy: true,
      severity: true,
      escalationPolicyId: true,
      parents: { orderBy: { parentId: "asc" }, select: { parentId: true } },
    },
  });
  return {
    policy: row.policy as Policy | null,
    severity: Severity.parse(row.severity),
    escalationPolicyId: row.escalationPolicyId,
    parentIds: row.parents.map(({ parentId }) => parentId),
  };
}

export async function saveRules(tx: Tx, change: StoredRules & { monitorId: number }): Promise<void> {
  const { monitorId, policy, severity, escalationPolicyId, parentIds } = change;
  await tx.monitor.update({
    where: { id: monitorId },
    data: { severity, escalationPolicyId, policy: policy ?? Prisma.DbNull },
  });
  await tx.monitorParent.deleteMany({ where: { monitorId, parentId: { notIn: [...parentIds] } } });
  const data = parentIds.map((parentId) => ({ monitorId, parentId }));
  await tx.monitorParent.createMany({ data, skipDuplicates: true });
}

/** Two changes that each are free of circles could make one together: they take turns. */
export async function lockDependencies(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtext('uptick_parents'), hashtext(${workspaceId}))) held`;
}

/** Every dependency that can be reached from these monitors. */
export async function listDependencies(tx: Tx, monitorIds: readonly number[]): Promise<DependencyEdge[]> {
  return tx.$queryRaw`
    WITH RECURSIVE above AS (
      SELECT monitor_id, parent_id FROM monitor_parent WHERE monitor_id = ANY(${[...monitorIds]}::int[])
      UNION
      SELECT p.monitor_id, p.parent_id FROM above a JOIN monitor_parent p ON p.monitor_id = a.parent_id
    )
    SELECT monitor_id AS "monitorId", parent_id AS "parentId" FROM above`;
}

/** Of those in scope. */
export async function listMonitorNames(
  tx: Tx,
  asked: { scope: MonitorScope; monitorIds: readonly number[] },
): Promise<Map<number, string>> {
  const where = { ...whereInScope(asked.scope), id: { in: [...asked.monitorIds] } };
  const rows = await tx.monitor.findMany({ where, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type RulesRow = {
  policy: unknown;
  workspacePolicy: unknown;
  severity: Severity;
  parents: { id: string; name: string }[];
  escalationPolicy: { id: string; name: string } | null;
  regions: number;
};

export async function findRulesRow(
  sql: Sql,
  key: MonitorScope & { monitorId: number },
): Promise<RulesRow | null> {
  const values: unknown[] = [key.monitorId];
  const scope = scopeSql(key, values);
  const { rows } = await sql.query<RulesRow>({
    name: scope.name("find-rules-row"),
    text: `SELECT m.policy, w.policy AS "workspacePolicy", m.severity,
        coalesce((
          SELECT json_agg(json_build_object('id', up.public_id, 'name', up.name) ORDER BY lower(up.name), up.id)
          FROM monitor_parent p JOIN monitor up ON up.id = p.parent_id WHERE p.monitor_id = m.id${scope.monitor("up")}
        ), '[]') AS parents,
        CASE WHEN e.id IS NOT NULL THEN json_build_object('id', e.id, 'name', e.name) END AS "escalationPolicy",
        (
          SELECT count(DISTINCT a.region_id)::int FROM assignment a
          WHERE a.monitor_id = m.id AND a.config_version = m.config_version
        ) AS regions
      FROM monitor m
      JOIN workspace w ON w.id = m.workspace_id
      LEFT JOIN escalation_policy e ON e.id = m.escalation_policy_id
      WHERE m.id = $1`,
    values,
  });
  return rows[0] ?? null;
}

/** What the monitor depends on beyond what somebody may see: they neither add to it nor take from it. */
export async function listHiddenParents(
  tx: Tx,
  key: { scope: Pick<MonitorScope, "tags">; monitorId: number },
): Promise<number[]> {
  if (key.scope.tags.length === 0) return [];
  const rows = await tx.monitorParent.findMany({
    where: { monitorId: key.monitorId },
    select: { parentId: true, parent: { select: { tags: true } } },
  });
  return rows.filter(({ parent }) => !hasTagInScope(key.scope, parent.tags)).map(({ parentId }) => parentId);
}
