import type { MonitorFilter } from "#contracts/monitor-list.ts";
import type { MonitorGroup, ShownVerdict, TagView } from "#contracts/view.ts";
import { createBind, filterSql, isUnfiltered, MONITOR_FROM, SHOWN } from "./monitor-filter-sql.ts";
import { type ListOrder, type ListPosition, pageSql } from "./monitor-order-sql.ts";
import type { MonitorScope } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

export type ListedIn = { scope: MonitorScope; filter: MonitorFilter };
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
  intervalMs: number;
  position: ListPosition;
};

/** One page. `closed` are positions of groups whose rows are left out. */
export async function listMonitorRows(
  sql: Sql,
  query: ListedIn & ListOrder & { closed: readonly string[]; after: ListPosition | null; limit: number },
): Promise<MonitorRow[]> {
  const values: unknown[] = [];
  const bind = createBind(values);
  const where = filterSql(bind, query.scope, query.filter);
  const page = pageSql(query, { ...query, bind, where, limit: bind(query.limit) });
  const { rows } = await sql.query<
    Omit<MonitorRow, "position"> & { grp: string | null; rank: number; key: string | number }
  >(
    `SELECT m.id, m.public_id AS "publicId", m.name, m.kind, m.target, m.tags,
        ${SHOWN} AS shown, s.reason, (extract(epoch FROM s.since) * 1000)::float8 AS since,
        (extract(epoch FROM m.paused_at) * 1000)::float8 AS "pausedAt",
        m.interval_ms AS "intervalMs", page.grp, page.rank, page.key${query.sort === "changed" ? "::text" : ""} AS key
      FROM (SELECT * FROM (${page.select}) ranked ORDER BY ${page.orderBy} LIMIT ${bind(query.limit)}) page
      JOIN monitor m ON m.id = page.id JOIN monitor_state s ON s.monitor_id = page.id
      ORDER BY ${page.orderBy.replaceAll(/\b(grp|rank|key|id)\b/g, "page.$1")}`,
    values,
  );
  return rows.map(({ grp, rank, key, ...row }) => ({
    ...row,
    position: { group: grp, rank, key, id: row.id },
  }));
}

/** Counts what is up as the rest, so that a healthy workspace is not read row by row. Whatever the filter's statuses are. */
export async function countMonitorsByVerdict(
  sql: Sql,
  query: ListedIn,
): Promise<{ shown: ShownVerdict; count: number }[]> {
  const filter = { ...query.filter, statuses: [] };
  const values: unknown[] = [];
  if (!isUnfiltered(query.scope, filter)) {
    const where = filterSql(createBind(values), query.scope, filter);
    const { rows } = await sql.query<{ shown: ShownVerdict; count: number }>(
      `SELECT ${SHOWN} AS shown, count(*)::int AS count ${MONITOR_FROM} WHERE ${where} GROUP BY 1`,
      values,
    );
    return rows;
  }
  const { rows } = await sql.query<{ shown: ShownVerdict; count: number }>({
    name: "count-monitors-by-verdict",
    text: `WITH not_up AS (
        SELECT s.verdict::text AS shown, count(*)::int AS count ${MONITOR_FROM}
        WHERE s.workspace_id = $1 AND m.paused_at IS NULL
          AND s.verdict IN ('unknown', 'down', 'degraded', 'flapping', 'maintenance')
        GROUP BY 1
        UNION ALL
        SELECT 'paused', count(*)::int FROM monitor WHERE workspace_id = $1 AND paused_at IS NOT NULL
      )
      SELECT shown, count FROM not_up
      UNION ALL
      SELECT 'up', (SELECT count(*) FROM monitor WHERE workspace_id = $1)::int
        - (SELECT coalesce(sum(count), 0) FROM not_up)::int`,
    values: [query.scope.workspaceId],
  });
  return rows;
}

/** In order of the tag; what has none comes last. */
export async function countMonitorsByTag(sql: Sql, query: ListedIn): Promise<MonitorGroup[]> {
  const values: unknown[] = [];
  const where = filterSql(createBind(values), query.scope, query.filter);
  const { rows } = await sql.query<MonitorGroup>(
    `SELECT coalesce(tag, '') AS key, count(*)::int AS count ${MONITOR_FROM}
      LEFT JOIN LATERAL unnest(m.tags) AS tag ON true
      WHERE ${where} GROUP BY tag ORDER BY tag IS NULL, tag COLLATE "C"`,
    values,
  );
  return rows;
}

/** Public ids in order of name; one more than `limit` says that there are too many. */
export async function listMatchingIds(sql: Sql, query: ListedIn & { limit: number }): Promise<string[]> {
  const values: unknown[] = [];
  const bind = createBind(values);
  const where = filterSql(bind, query.scope, query.filter);
  const { rows } = await sql.query<{ id: string }>(
    `SELECT m.public_id AS id ${MONITOR_FROM} WHERE ${where} ORDER BY lower(m.name), m.id LIMIT ${bind(query.limit)}`,
    values,
  );
  return rows.map(({ id }) => id);
}

/** In order of name. */
export async function listTags(sql: Sql, scope: MonitorScope): Promise<TagView[]> {
  const { rows } = await sql.query<TagView>(
    `SELECT tag, count(*)::int AS monitors FROM monitor m CROSS JOIN LATERAL unnest(m.tags) AS tag
      WHERE m.workspace_id = $1 AND (cardinality($2::text[]) = 0 OR m.tags && $2::text[])
      GROUP BY tag ORDER BY tag LIMIT 1000`,
    [scope.workspaceId, scope.tags],
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
