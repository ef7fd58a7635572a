import type { Role } from "#contracts/role.ts";
import type { ChangeableMonitor } from "#domain/bulk/plan-change.ts";
import type { MonitorScope } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

/** A monitor that a bulk run is about, with what its actions need. */
export type BulkSubject = ChangeableMonitor & {
  id: string;
  name: string;
  parentIds: string[];
  escalationPolicyId: string | null;
};

/** By public id; those that are gone or out of reach are missing. */
export async function listBulkSubjects(
  sql: Sql,
  query: { scope: MonitorScope; ids: readonly string[] },
): Promise<Map<string, BulkSubject>> {
  const { rows } = await sql.query<BulkSubject>({
    name: "list-bulk-subjects",
    text: `SELECT m.public_id AS id, m.name, m.paused_at IS NOT NULL AS "isPaused", m.tags, m.policy, m.severity,
        m.escalation_policy_id AS "escalationPolicyId",
        ARRAY(
          SELECT DISTINCT r.code FROM assignment a JOIN region r ON r.id = a.region_id
          WHERE a.monitor_id = m.id AND a.config_version = m.config_version ORDER BY r.code
        ) AS regions,
        ARRAY(SELECT c.channel_id::text FROM monitor_channel c WHERE c.monitor_id = m.id ORDER BY 1) AS "channelIds",
        ARRAY(
          SELECT up.public_id::text FROM monitor_parent p JOIN monitor up ON up.id = p.parent_id
          WHERE p.monitor_id = m.id AND (cardinality($3::text[]) = 0 OR up.tags && $3::text[]) ORDER BY 1
        ) AS "parentIds"
      FROM monitor m
      WHERE m.public_id = ANY($1::uuid[]) AND m.workspace_id = $2
        AND (cardinality($3::text[]) = 0 OR m.tags && $3::text[])`,
    values: [[...query.ids], query.scope.workspaceId, query.scope.tags],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those of the ids that are in reach, in their order. */
export async function listIdsInScope(
  sql: Sql,
  query: { scope: MonitorScope; ids: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT public_id AS id FROM monitor WHERE public_id = ANY($1::uuid[]) AND workspace_id = $2
        AND (cardinality($3::text[]) = 0 OR tags && $3::text[])`,
    [[...query.ids], query.scope.workspaceId, query.scope.tags],
  );
  const found = new Set(rows.map(({ id }) => id));
  return query.ids.filter((id) => found.has(id));
}

export type MemberNow = {
  email: string;
  name: string | null;
  role: Role;
  tags: string[];
  workspaceName: string;
};

/** Null when the person is no member any more. */
export async function findMemberNow(
  sql: Sql,
  key: { workspaceId: string; userId: string },
): Promise<MemberNow | null> {
  const { rows } = await sql.query<MemberNow>(
    `SELECT u.email, u.name, m.role, m.tags, w.name AS "workspaceName"
      FROM member m JOIN "user" u ON u.id = m.user_id JOIN workspace w ON w.id = m.workspace_id
      WHERE m.workspace_id = $1 AND m.user_id = $2`,
    [key.workspaceId, key.userId],
  );
  return rows[0] ?? null;
}
