import type { ListGrouping, ListSort } from "#contracts/monitor-list.ts";
import type { ShownVerdict } from "#contracts/view.ts";
import { type Bind, MONITOR_FROM } from "./monitor-filter-sql.ts";

/** Where a page begins: after this row. `key` is the value of the order. */
export type ListPosition = { group: string | null; rank: number; key: string | number; id: number };
export type ListOrder = { sort: ListSort; grouping: ListGrouping | null };
export type PageSql = {
  bind: Bind;
  where: string;
  /** Positions of groups that are closed: their rows are left out. */
  closed: readonly string[];
  after: ListPosition | null;
  limit: string;
};

type Branch = { rank: number; group: string | null; shown: readonly ShownVerdict[] };

/** What needs a person comes first. */
const RANKS: readonly (readonly ShownVerdict[])[] = [
  ["down"],
  ["degraded", "flapping", "unknown"],
  ["maintenance"],
  ["up"],
  ["paused"],
];
/** The groups by status, in their order. */
export const STATUS_ORDER: readonly ShownVerdict[] = [
  "down",
  "degraded",
  "flapping",
  "unknown",
  "maintenance",
  "up",
  "paused",
];

const RANK = `CASE WHEN m.paused_at IS NOT NULL THEN 4 WHEN s.verdict = 'down' THEN 0
  WHEN s.verdict IN ('degraded', 'flapping', 'unknown') THEN 1 WHEN s.verdict = 'maintenance' THEN 2 ELSE 3 END`;
const STATUS_GROUP = `CASE WHEN m.paused_at IS NOT NULL THEN 'g6' ELSE 'g' ||
  array_position(ARRAY['down', 'degraded', 'flapping', 'unknown', 'maintenance', 'up'], s.verdict::text) - 1 END`;

type Key = { sql: string; cast: string; isDescending: boolean };
const KEYS: Record<ListSort, Key> = {
  status: { sql: "lower(m.name)", cast: "text", isDescending: false },
  name: { sql: "lower(m.name)", cast: "text", isDescending: false },
  newest: { sql: "m.id", cast: "int", isDescending: true },
  changed: { sql: "s.since", cast: "timestamptz", isDescending: true },
  uptime: { sql: "coalesce(f.uptime, 2)", cast: "float8", isDescending: false },
  latency: { sql: "coalesce(f.p95_us, -1)", cast: "float8", isDescending: true },
};

/** A tag's position sorts before that of no tag at all. */
export function groupPosition(grouping: ListGrouping, key: string): string {
  if (grouping === "tag") return key === "" ? "z" : `t${key}`;
  return `g${STATUS_ORDER.indexOf(key as ShownVerdict)}`;
}

export function groupKey(grouping: ListGrouping, position: string): string {
  if (grouping === "tag") return position === "z" ? "" : position.slice(1);
  return STATUS_ORDER[Number(position.slice(1))] ?? "";
}

/** `id, grp, rank, key` of one page, in no order, and what it is ordered by. */
export function pageSql(order: ListOrder, page: PageSql): { select: string; orderBy: string } {
  const byStatus = order.grouping === "status" && (order.sort === "status" || order.sort === "name");
  const direction = KEYS[order.sort].isDescending ? "DESC" : "ASC";
  const orderBy = `grp COLLATE "C", rank, key ${direction}, id ${direction}`;
  if (order.grouping === null && order.sort === "status") {
    const branches = RANKS.map((shown, rank) => ({ rank, group: null, shown }));
    return { select: branchesSql(branches, page), orderBy };
  }
  if (byStatus) {
    const branches = STATUS_ORDER.map((verdict, rank) => ({ rank, group: `g${rank}`, shown: [verdict] }));
    return { select: branchesSql(branches, page), orderBy };
  }
  return { select: wholeSql(order, page), orderBy };
}

/** One branch per rank, each read in order of an index: the work grows with the page, not with the workspace. */
function branchesSql(branches: readonly Branch[], page: PageSql): string {
  const { bind, where, after, limit } = page;
  const wanted = branches
    .filter((branch) => !after || branch.rank >= after.rank)
    .filter((branch) => branch.group === null || !page.closed.includes(branch.group))
    .map(({ rank, group, shown }) => {
      const isNext =
        after?.rank === rank
          ? `AND (lower(m.name), m.id) > (${bind(after.key)}::text, ${bind(after.id)}::int)`
          : "";
      const status = shown.includes("paused")
        ? "m.paused_at IS NOT NULL"
        : `m.paused_at IS NULL AND s.verdict IN (${shown.map((verdict) => `'${verdict}'`).join(", ")})`;
      return `(SELECT m.id, ${group === null ? "NULL::text" : `'${group}'`} AS grp, ${rank} AS rank, lower(m.name) AS key
        ${MONITOR_FROM} WHERE ${where} AND ${status} ${isNext} ORDER BY lower(m.name), m.id LIMIT ${limit})`;
    });
  return wanted.length === 0
    ? "SELECT NULL::int AS id, NULL::text AS grp, 0 AS rank, '' AS key WHERE false"
    : wanted.join(" UNION ALL ");
}

function wholeSql(order: ListOrder, page: PageSql): string {
  const { bind, where, limit } = page;
  const key = KEYS[order.sort];
  const group = groupSql(order.grouping);
  const rank = order.sort === "status" ? RANK : null;
  const figures = order.sort === "uptime" || order.sort === "latency";
  const direction = key.isDescending ? "DESC" : "ASC";
  const conditions = [where];
  if (group && page.closed.length > 0) conditions.push(`${group.sql} <> ALL(${bind(page.closed)}::text[])`);
  if (page.after) conditions.push(afterSql(bind, page.after, { key, group: group?.sql ?? null, rank }));
  const terms = [
    ...(group ? [`${group.sql} COLLATE "C"`] : []),
    ...(rank ? [rank] : []),
    `${key.sql} ${direction}`,
    `m.id ${direction}`,
  ];
  return `SELECT m.id, ${group?.sql ?? "NULL::text"} AS grp, ${rank ?? "0"} AS rank, ${key.sql} AS key
    ${MONITOR_FROM} ${figures ? "JOIN monitor_figures f ON f.monitor_id = m.id AND f.workspace_id = m.workspace_id" : ""}
    ${group?.join ?? ""} WHERE ${conditions.join(" AND ")} ORDER BY ${terms.join(", ")} LIMIT ${limit}`;
}

function groupSql(grouping: ListGrouping | null): { sql: string; join: string } | null {
  if (grouping === null) return null;
  if (grouping === "status") return { sql: STATUS_GROUP, join: "" };
  return {
    sql: "tagged.position",
    join: `CROSS JOIN LATERAL (
      SELECT 't' || tag AS position FROM unnest(m.tags) AS tag
      UNION ALL SELECT 'z' WHERE cardinality(m.tags) = 0
    ) AS tagged`,
  };
}

function afterSql(
  bind: Bind,
  after: ListPosition,
  order: { key: Key; group: string | null; rank: string | null },
): string {
  const { key, group, rank } = order;
  const sign = key.isDescending ? "<" : ">";
  let sql = `(${key.sql}, m.id) ${sign} (${bind(after.key)}::${key.cast}, ${bind(after.id)}::int)`;
  if (rank) sql = `(${rank} > ${bind(after.rank)}::int OR (${rank} = ${bind(after.rank)}::int AND ${sql}))`;
  if (!group) return sql;
  const bound = bind(after.group);
  return `(${group} COLLATE "C" > ${bound}::text OR (${group} = ${bound}::text AND ${sql}))`;
}
