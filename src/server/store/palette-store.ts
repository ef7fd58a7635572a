import type { PaletteHit, PaletteKind } from "#contracts/palette.ts";
import { createBind, SHOWN } from "./monitor-filter-sql.ts";
import { incidentInScope, type MonitorScope, windowInScope } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

type Search = { scope: MonitorScope; words: readonly string[]; kinds: readonly PaletteKind[]; limit: number };
type Branch = {
  /** What is searched, in lower case. */
  text: string;
  title: string;
  from: string;
  columns: string;
  /** `$1` is the workspace, `$2` the tags of the scope. */
  where: string;
};

const UNSCOPED = "cardinality($2::text[]) = 0";
const MONITOR_IN_SCOPE = `(${UNSCOPED} OR m.tags && $2::text[])`;

const BRANCHES: Record<PaletteKind, Branch> = {
  monitor: {
    text: "m.search_text",
    title: "m.name",
    from: "monitor m JOIN monitor_state s ON s.monitor_id = m.id",
    columns: `m.public_id AS id, coalesce(nullif(m.target, ''), m.kind) AS note, ${SHOWN} AS state`,
    where: `m.workspace_id = $1 AND ${MONITOR_IN_SCOPE}`,
  },
  incident: {
    text: "lower(coalesce(i.title, m.name, i.cause) || ' ' || i.cause)",
    title: "coalesce(i.title, m.name, i.cause)",
    // The newest thousand: who looks for an older one searches the list of incidents.
    from: `(SELECT * FROM incident WHERE workspace_id = $1 ORDER BY opened_at DESC LIMIT 1000) i
      LEFT JOIN monitor m ON m.id = i.monitor_id`,
    columns: `i.id, i.cause AS note, CASE WHEN i.closed_at IS NOT NULL THEN 'resolved'
      WHEN i.acknowledged_at IS NOT NULL THEN 'acknowledged' ELSE 'open' END AS state`,
    where: `(${UNSCOPED} OR ${incidentInScope("i", "$2::text[]")})`,
  },
  channel: {
    text: "lower(c.name || ' ' || c.kind)",
    title: "c.name",
    from: "channel c",
    columns: "c.id, c.kind AS note, '' AS state",
    where: "c.workspace_id = $1 AND c.subscriber_id IS NULL",
  },
  maintenance: {
    text: "lower(w.name)",
    title: "w.name",
    from: "maintenance w",
    columns: "w.id, '' AS note, '' AS state",
    where: `w.workspace_id = $1 AND w.deleted_at IS NULL AND (${UNSCOPED} OR ${windowInScope("w", "$2::text[]")})`,
  },
  policy: {
    text: "lower(p.name)",
    title: "p.name",
    from: "escalation_policy p",
    columns: "p.id, '' AS note, '' AS state",
    where: "p.workspace_id = $1",
  },
  schedule: {
    text: "lower(o.name)",
    title: "o.name",
    from: "on_call_schedule o",
    columns: "o.id, '' AS note, '' AS state",
    where: "o.workspace_id = $1",
  },
  statusPage: {
    text: "lower(p.title || ' ' || p.slug)",
    title: "p.title",
    from: "status_page p",
    columns: "p.id, p.slug AS note, p.state::text AS state",
    where: "p.workspace_id = $1",
  },
  person: {
    text: "lower(coalesce(u.name, '') || ' ' || u.email)",
    title: "coalesce(u.name, u.email)",
    from: `member mb JOIN "user" u ON u.id = mb.user_id`,
    columns: "u.id, u.email AS note, mb.role::text AS state",
    where: "mb.workspace_id = $1",
  },
};

/** At most `limit` of each kind; what begins with the first word first, then the shortest title. */
export async function searchPalette(sql: Sql, search: Search): Promise<PaletteHit[]> {
  const { scope, words, kinds, limit } = search;
  const values: unknown[] = [scope.workspaceId, scope.tags];
  const bind = createBind(values);
  const patterns = words.map((word) => `%${likeText(word)}%`).map(bind);
  const first = bind(`${likeText(words[0] ?? "")}%`);
  const most = bind(limit);
  const branches = kinds.map((kind) => {
    const { text, title, from, columns, where } = BRANCHES[kind];
    const matches = patterns.map((pattern) => `${text} LIKE ${pattern}`).join(" AND ");
    return `(SELECT '${kind}' AS kind, ${title} AS title, ${columns} FROM ${from} WHERE ${where} AND ${matches}
      ORDER BY lower(${title}) LIKE ${first} DESC, length(${title}), ${title} LIMIT ${most})`;
  });
  const { rows } = await sql.query<PaletteHit>(branches.join(" UNION ALL "), values);
  return rows;
}

function likeText(word: string): string {
  return word.toLowerCase().replace(/[\\%_]/g, "\\$&");
}
