import type { IncidentKind, IncidentListItem, IncidentState } from "#contracts/incident.ts";
import { type MonitorScope, type ScopeSql, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

export type IncidentFilter = {
  scope: MonitorScope;
  /** `open` includes those that somebody has acknowledged. */
  state: IncidentState | null;
  kind: IncidentKind | null;
  /** The monitor's internal id. */
  monitorId: number | null;
  search: string | null;
};
export type IncidentPosition = { rank: number; openedAt: number; id: string };
export type IncidentRow = IncidentListItem & { rank: number };

/** Of incident `i` with its monitor `m`. */
export const INCIDENT_TITLE = "coalesce(i.title, m.name, i.cause)";
/** What is linked is named only where it is in scope, too. */
export function incidentColumns(scope: ScopeSql): string {
  return `i.id, i.kind, CASE WHEN i.closed_at IS NOT NULL THEN 'resolved'
    WHEN i.acknowledged_at IS NOT NULL THEN 'acknowledged' ELSE 'open' END AS state,
  ${INCIDENT_TITLE} AS title, i.severity, i.worst, (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAt",
  (extract(epoch FROM i.closed_at) * 1000)::float8 AS "closedAt", i.cause,
  CASE WHEN m.id IS NOT NULL${scope.monitor("m")} THEN json_build_object('id', m.public_id, 'name', m.name) END AS monitor,
  i.acknowledged_by AS "acknowledgedBy", assignee.email AS assignee,
  CASE WHEN cause.id IS NOT NULL${scope.incident("cause")} THEN
    json_build_object('id', cause.id, 'title', coalesce(cause.title, cause_monitor.name, cause.cause)) END AS "causedBy",
  (SELECT count(*)::int FROM incident_monitor am JOIN monitor affected ON affected.id = am.monitor_id
    WHERE am.incident_id = i.id${scope.monitor("affected")}) AS "affectedCount",
  i.merged_into_id IS NOT NULL AS "isMerged"`;
}
export const INCIDENT_JOINS = `LEFT JOIN monitor m ON m.id = i.monitor_id
  LEFT JOIN "user" assignee ON assignee.id = i.assigned_user_id
  LEFT JOIN incident cause ON cause.id = i.caused_by_id
  LEFT JOIN monitor cause_monitor ON cause_monitor.id = cause.monitor_id`;

const RANKS = [
  { rank: 0, states: ["open", "acknowledged"], where: "i.closed_at IS NULL" },
  { rank: 1, states: ["resolved"], where: "i.closed_at IS NOT NULL" },
] as const;

/** Open ones first, each part newest first; one branch per part, each read in the order of an index. */
export async function listIncidentRows(
  sql: Sql,
  query: IncidentFilter & { after: IncidentPosition | null; limit: number },
): Promise<IncidentRow[]> {
  const { after } = query;
  const values: unknown[] = [query.scope.workspaceId, query.limit];
  const scope = scopeSql(query.scope, values);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const matches = conditionsOf(query, bind);
  const branches = RANKS.filter(
    ({ states }) => query.state === null || states.some((state) => state === query.state),
  )
    .filter(({ rank }) => !after || rank >= after.rank)
    .map(({ rank, where }) => {
      const isNext =
        after?.rank === rank
          ? [
              `(i.opened_at, i.id) < (to_timestamp(${bind(after.openedAt)}::float8 / 1000)::timestamptz(3), ${bind(after.id)}::uuid)`,
            ]
          : [];
      return `(SELECT i.id, ${rank} AS rank, i.opened_at FROM incident i LEFT JOIN monitor m ON m.id = i.monitor_id
        WHERE ${["i.workspace_id = $1", where, ...matches, ...isNext].join(" AND ")}${scope.incident("i")}
        ORDER BY i.opened_at DESC, i.id DESC LIMIT $2)`;
    });
  if (branches.length === 0) return [];
  const { rows } = await sql.query<IncidentRow>(
    `SELECT page.rank, ${incidentColumns(scope)}
      FROM (SELECT * FROM (${branches.join(" UNION ALL ")}) ranked
        ORDER BY rank, opened_at DESC, id DESC LIMIT $2) page
      JOIN incident i ON i.id = page.id ${INCIDENT_JOINS}
      ORDER BY page.rank, page.opened_at DESC, page.id DESC`,
    values,
  );
  return rows;
}

function conditionsOf(filter: IncidentFilter, bind: (value: unknown) => string): string[] {
  const conditions: string[] = [];
  if (filter.state === "acknowledged") conditions.push("i.acknowledged_at IS NOT NULL");
  if (filter.kind !== null) conditions.push(`i.kind = ${bind(filter.kind)}::"IncidentKind"`);
  if (filter.monitorId !== null) {
    const monitor = bind(filter.monitorId);
    conditions.push(
      `(i.monitor_id = ${monitor}::int OR EXISTS (
        SELECT FROM incident_monitor am WHERE am.incident_id = i.id AND am.monitor_id = ${monitor}::int))`,
    );
  }
  if (filter.search !== null) {
    const pattern = bind(`%${filter.search.replace(/[\\%_]/g, "\\$&")}%`);
    conditions.push(`(i.title ILIKE ${pattern} OR m.name ILIKE ${pattern} OR i.cause ILIKE ${pattern})`);
  }
  return conditions;
}

export async function countOpenIncidents(sql: Sql, within: MonitorScope): Promise<number> {
  const values: unknown[] = [within.workspaceId];
  const scope = scopeSql(within, values);
  const { rows } = await sql.query<{ count: number }>({
    name: scope.name("count-open-incidents"),
    text: `SELECT count(*)::int AS count FROM incident i
      WHERE i.workspace_id = $1 AND i.closed_at IS NULL${scope.incident("i")}`,
    values,
  });
  return rows[0]?.count ?? 0;
}
