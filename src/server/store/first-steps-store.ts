import type { Check } from "#contracts/check.ts";
import type { Sql } from "./prisma.ts";

export type FirstStepsRow = {
  monitor: { id: string; name: string; check: Check } | null;
  hasChannel: boolean;
  hasColleague: boolean;
};

export async function findFirstSteps(
  sql: Sql,
  scope: { workspaceId: string; tags: readonly string[] },
): Promise<FirstStepsRow> {
  const { rows } = await sql.query<FirstStepsRow>({
    name: "find-first-steps",
    text: `SELECT
      (SELECT json_build_object('id', m.public_id, 'name', m.name, 'check', m."check") FROM monitor m
        WHERE m.workspace_id = $1 AND (cardinality($2::text[]) = 0 OR m.tags && $2::text[])
        ORDER BY m.id LIMIT 1) AS monitor,
      EXISTS (SELECT FROM channel c WHERE c.workspace_id = $1 AND c.subscriber_id IS NULL) AS "hasChannel",
      EXISTS (SELECT FROM member o WHERE o.workspace_id = $1 OFFSET 1) AS "hasColleague"`,
    values: [scope.workspaceId, [...scope.tags]],
  });
  return rows[0] ?? { monitor: null, hasChannel: false, hasColleague: false };
}
