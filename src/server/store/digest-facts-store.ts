import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

type Span = { fromMs: number; toMs: number };

/** Those that the member may see. */
export async function listDigestMonitors(
  sql: Sql,
  scope: MonitorScope,
): Promise<{ id: number; name: string }[]> {
  const values: unknown[] = [scope.workspaceId];
  const within = scopeSql(scope, values);
  const { rows } = await sql.query<{ id: number; name: string }>(
    `SELECT m.id, m.name FROM monitor m WHERE m.workspace_id = $1${within.monitor("m")} ORDER BY m.name, m.id`,
    values,
  );
  return rows;
}

export type WeekFigures = {
  monitorId: number;
  known: number;
  expected: number;
  /** Mean response time of the week and of the one before it, in ms; null: nothing was measured. */
  presentMs: number | null;
  beforeMs: number | null;
};

/** By the rollups of UTC days; `fromMs` and `toMs` are starts of such days, a week apart. */
export async function listWeekFigures(
  sql: Sql,
  query: Span & { monitorIds: readonly number[] },
): Promise<WeekFigures[]> {
  const { rows } = await sql.query<WeekFigures>(
    `SELECT monitor_id AS "monitorId",
        coalesce(sum(ok + failed) FILTER (WHERE day >= $2::date), 0)::float8 AS known,
        coalesce(sum(expected) FILTER (WHERE day >= $2::date), 0)::float8 AS expected,
        (sum(sum_us) FILTER (WHERE day >= $2::date) / nullif(sum(ok) FILTER (WHERE day >= $2::date), 0) / 1000.0)::float8
          AS "presentMs",
        (sum(sum_us) FILTER (WHERE day < $2::date) / nullif(sum(ok) FILTER (WHERE day < $2::date), 0) / 1000.0)::float8
          AS "beforeMs"
      FROM rollup_day
      WHERE monitor_id = ANY($1::int[]) AND day >= $2::date - 7 AND day < $3::date
      GROUP BY monitor_id`,
    [query.monitorIds, dayOf(query.fromMs), dayOf(query.toMs)],
  );
  return rows;
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

export type WeekIncidents = {
  count: number;
  longest: { title: string; openedAt: number; closedAt: number | null }[];
};

/** Those that began in the span and were not taken back. */
export async function listWeekIncidents(
  sql: Sql,
  query: Span & { scope: MonitorScope; limit: number },
): Promise<WeekIncidents> {
  const values: unknown[] = [query.scope.workspaceId, query.fromMs, query.toMs, query.limit];
  const within = scopeSql(query.scope, values);
  const { rows } = await sql.query<WeekIncidents["longest"][number] & { count: number }>(
    `SELECT coalesce(i.title, m.name, i.cause) AS title, count(*) OVER ()::int AS count,
        (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAt",
        (extract(epoch FROM i.closed_at) * 1000)::float8 AS "closedAt"
      FROM incident i LEFT JOIN monitor m ON m.id = i.monitor_id
      WHERE i.workspace_id = $1 AND i.merged_into_id IS NULL
        AND i.opened_at >= to_timestamp($2 / 1000.0) AND i.opened_at < to_timestamp($3 / 1000.0)${within.incident("i")}
      ORDER BY coalesce(i.closed_at, 'infinity') - i.opened_at DESC, i.id LIMIT $4`,
    values,
  );
  const longest = rows.map(({ count: _count, ...incident }) => incident);
  return { count: rows[0]?.count ?? 0, longest };
}

export type Ending = { monitorId: number; what: "certificate" | "domain"; at: string };

/** The days on which certificates and domains end, as the last checks of the span found them. */
export async function listEndings(
  sql: Sql,
  query: { monitorIds: readonly number[]; seenSinceMs: number },
): Promise<Ending[]> {
  const { rows } = await sql.query<Ending>(
    `SELECT monitor_id AS "monitorId", min(value) AS at,
        CASE key WHEN 'certificateExpiresAt' THEN 'certificate' ELSE 'domain' END AS what
      FROM finding
      WHERE monitor_id = ANY($1::int[]) AND key IN ('certificateExpiresAt', 'domainExpiresAt')
        AND seen_at > to_timestamp($2 / 1000.0)
      GROUP BY monitor_id, key`,
    [query.monitorIds, query.seenSinceMs],
  );
  return rows;
}
