import type { ShownVerdict, TagView } from "#contracts/view.ts";
import type { Sql } from "./prisma.ts";

export type MonitorFilter = {
  workspaceId: string;
  search: string | null;
  tag: string | null;
  status: ShownVerdict | null;
};
export type ListPosition = { rank: number; sortName: string; id: number };
export type MonitorRow = {
  id: number;
  publicId: string;
  name: string;
  kind: string;
  target: string;
  tags: string[];
  shown: ShownVerdict;
  reason: string;
  since: number;
  pausedAt: number | null;
  createdAt: number;
  intervalMs: number;
  rank: number;
  sortName: string;
};

/** What needs a person comes first. */
const RANKS: readonly { rank: number; shown: readonly ShownVerdict[]; where: string }[] = [
  { rank: 0, shown: ["down"], where: "m.paused_at IS NULL AND s.verdict = 'down'" },
  {
    rank: 1,
    shown: ["degraded", "flapping", "unknown"],
    where: "m.paused_at IS NULL AND s.verdict IN ('degraded', 'flapping', 'unknown')",
  },
  { rank: 2, shown: ["maintenance"], where: "m.paused_at IS NULL AND s.verdict = 'maintenance'" },
  { rank: 3, shown: ["up"], where: "m.paused_at IS NULL AND s.verdict = 'up'" },
  { rank: 4, shown: ["paused"], where: "m.paused_at IS NOT NULL" },
];
const SHOWN = "CASE WHEN m.paused_at IS NULL THEN s.verdict::text ELSE 'paused' END";
const FROM = "FROM monitor m JOIN monitor_state s ON s.monitor_id = m.id";
const MATCHES = `m.workspace_id = $1 AND ($2::text IS NULL OR m.name ILIKE $2 OR m."check"->>'url' ILIKE $2)
  AND ($3::text IS NULL OR m.tags @> ARRAY[$3::text])`;

/** One branch per rank, each read in order of an index: the work grows with the page, not with the workspace. */
export async function listMonitorRows(
  sql: Sql,
  query: MonitorFilter & { after: ListPosition | null; limit: number },
): Promise<MonitorRow[]> {
  const { status, after } = query;
  const values: unknown[] = [query.workspaceId, likePattern(query.search), query.tag, query.limit];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const statusIs = status === null ? "" : `AND ${SHOWN} = ${bind(status)}`;

  const branches = RANKS.filter((branch) => status === null || branch.shown.includes(status))
    .filter((branch) => !after || branch.rank >= after.rank)
    .map((branch) => {
      const isNext =
        after?.rank === branch.rank
          ? `AND (lower(m.name), m.id) > (${bind(after.sortName)}::text, ${bind(after.id)}::int)`
          : "";
      return `(SELECT m.id, ${branch.rank} AS rank, lower(m.name) AS sort_name ${FROM}
        WHERE ${MATCHES} AND ${branch.where} ${statusIs} ${isNext} ORDER BY lower(m.name), m.id LIMIT $4)`;
    });
  if (branches.length === 0) return [];
  const { rows } = await sql.query<MonitorRow>(
    `SELECT m.id, m.public_id AS "publicId", m.name, m.kind, coalesce(m."check"->>'url', '') AS target, m.tags,
        ${SHOWN} AS shown, s.reason, (extract(epoch FROM s.since) * 1000)::float8 AS since,
        (extract(epoch FROM m.paused_at) * 1000)::float8 AS "pausedAt",
        (extract(epoch FROM m.created_at) * 1000)::float8 AS "createdAt",
        m.interval_ms AS "intervalMs", page.rank, page.sort_name AS "sortName"
      FROM (SELECT * FROM (${branches.join(" UNION ALL ")}) ranked ORDER BY rank, sort_name, id LIMIT $4) page
      JOIN monitor m ON m.id = page.id JOIN monitor_state s ON s.monitor_id = page.id
      ORDER BY page.rank, page.sort_name, page.id`,
    values,
  );
  return rows;
}

/** Counts what is up as the rest, so that a healthy workspace is not read row by row. */
export async function countMonitorsByVerdict(
  sql: Sql,
  query: Omit<MonitorFilter, "status">,
): Promise<{ shown: ShownVerdict; count: number }[]> {
  const search = likePattern(query.search);
  if (search !== null || query.tag !== null) {
    const { rows } = await sql.query<{ shown: ShownVerdict; count: number }>(
      `SELECT ${SHOWN} AS shown, count(*)::int AS count ${FROM} WHERE ${MATCHES} GROUP BY 1`,
      [query.workspaceId, search, query.tag],
    );
    return rows;
  }
  const { rows } = await sql.query<{ shown: ShownVerdict; count: number }>(
    `WITH not_up AS (
        SELECT s.verdict::text AS shown, count(*)::int AS count ${FROM}
        WHERE m.workspace_id = $1 AND m.paused_at IS NULL
          AND s.verdict IN ('unknown', 'down', 'degraded', 'flapping', 'maintenance')
        GROUP BY 1
        UNION ALL
        SELECT 'paused', count(*)::int FROM monitor WHERE workspace_id = $1 AND paused_at IS NOT NULL
      )
      SELECT shown, count FROM not_up
      UNION ALL
      SELECT 'up', (SELECT count(*) FROM monitor WHERE workspace_id = $1)::int
        - (SELECT coalesce(sum(count), 0) FROM not_up)::int`,
    [query.workspaceId],
  );
  return rows;
}

/** In order of name. */
export async function listTags(sql: Sql, workspaceId: string): Promise<TagView[]> {
  const { rows } = await sql.query<TagView>(
    `SELECT tag, count(*)::int AS monitors FROM monitor m CROSS JOIN LATERAL unnest(m.tags) AS tag
      WHERE m.workspace_id = $1 GROUP BY tag ORDER BY tag LIMIT 1000`,
    [workspaceId],
  );
  return rows;
}

/** The regions that each monitor is checked from by its present version, as codes in the order of region ids. */
export async function listRegionCodes(
  sql: Sql,
  monitorIds: readonly number[],
): Promise<Map<number, string[]>> {
  const { rows } = await sql.query<{ id: number; codes: string[] }>(
    `SELECT id, array_agg(code ORDER BY region_id) AS codes FROM (
        SELECT DISTINCT a.monitor_id AS id, r.code, r.id AS region_id
        FROM assignment a
        JOIN monitor m ON m.id = a.monitor_id AND m.config_version = a.config_version
        JOIN region r ON r.id = a.region_id
        WHERE a.monitor_id = ANY($1)
      ) chosen GROUP BY id`,
    [[...monitorIds]],
  );
  return new Map(rows.map((row) => [row.id, row.codes]));
}

function likePattern(search: string | null): string | null {
  return search === null ? null : `%${search.replace(/[\\%_]/g, "\\$&")}%`;
}
