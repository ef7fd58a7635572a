import type { StatusAccess, StatusAssetKind, StatusPageState } from "#contracts/status-page.ts";
import type { ComponentState } from "#contracts/status-post.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

export type PageRow = {
  id: string;
  slug: string;
  title: string;
  state: StatusPageState;
  publishAt: Date | null;
  access: StatusAccess["kind"];
  /** Proven only. */
  domain: string | null;
  componentIds: string[];
  subscribers: number;
  openPosts: number;
  drafts: number;
};

const FINAL = "('resolved', 'completed', 'cancelled', 'ended')";
const CONFIRMED = `(SELECT count(*)::int FROM status_subscriber b
  WHERE b.page_id = p.id AND b.confirmed_at IS NOT NULL) AS subscribers`;

/** In order of title. */
export async function listPageRows(sql: Sql, query: { workspaceId: string; at: Date }): Promise<PageRow[]> {
  const { rows } = await sql.query<PageRow>({
    name: "list-status-page-rows",
    text: `SELECT p.id, p.slug, p.title, p.state, p.publish_at AS "publishAt", p.access->>'kind' AS access, d.domain,
        ARRAY(SELECT c.id FROM status_component c WHERE c.page_id = p.id) AS "componentIds", ${CONFIRMED},
        (SELECT count(*)::int FROM status_post o WHERE o.page_id = p.id AND o.published_at <= $2
          AND o.kind <> 'announcement' AND o.state NOT IN ${FINAL}) AS "openPosts",
        (SELECT count(*)::int FROM status_post o WHERE o.page_id = p.id AND o.published_at IS NULL) AS drafts
      FROM status_page p LEFT JOIN status_domain d ON d.page_id = p.id AND d.verified_at IS NOT NULL
      WHERE p.workspace_id = $1 ORDER BY lower(p.title), p.id`,
    values: [query.workspaceId, query.at],
  });
  return rows;
}

export type DetailRow = {
  id: string;
  slug: string;
  title: string;
  description: string;
  state: StatusPageState;
  publishAt: Date | null;
  publishedAt: Date | null;
  look: unknown;
  access: StatusAccess;
  hasPassword: boolean;
  autoPosts: string;
  subscribers: number;
  assets: { kind: StatusAssetKind; hash: string }[];
};

export async function findDetailRow(
  sql: Sql,
  key: { workspaceId: string; id: string },
): Promise<DetailRow | null> {
  const { rows } = await sql.query<DetailRow>({
    name: "find-status-page-detail",
    text: `SELECT p.id, p.slug, p.title, p.description, p.state, p.publish_at AS "publishAt",
        p.published_at AS "publishedAt", p.look, p.access, p.password_hash IS NOT NULL AS "hasPassword",
        p.auto_posts AS "autoPosts", ${CONFIRMED}, coalesce((
          SELECT json_agg(json_build_object('kind', a.kind, 'hash', a.hash) ORDER BY a.kind DESC)
          FROM status_asset a WHERE a.page_id = p.id), '[]') AS assets
      FROM status_page p WHERE p.id = $1 AND p.workspace_id = $2`,
    values: [key.id, key.workspaceId],
  });
  return rows[0] ?? null;
}

export type LayoutSection = { id: string; name: string; collapsed: boolean; components: LayoutComponent[] };
export type LayoutComponent = {
  id: string;
  name: string;
  description: string;
  show: unknown;
  monitors: { id: string; name: string }[];
};

/** In order. Monitors out of scope are left out. */
export async function listLayoutSections(
  sql: Sql,
  query: { pageId: string; scope: MonitorScope },
): Promise<LayoutSection[]> {
  const values: unknown[] = [query.pageId];
  const scope = scopeSql(query.scope, values);
  const { rows } = await sql.query<LayoutSection>({
    name: scope.name("list-status-layout"),
    text: `SELECT s.id, s.name, s.collapsed, coalesce((
        SELECT json_agg(json_build_object('id', c.id, 'name', c.name, 'description', c.description, 'show', c.show,
          'monitors', coalesce((
            SELECT json_agg(json_build_object('id', m.public_id, 'name', m.name) ORDER BY lower(m.name), m.id)
            FROM status_component_monitor o JOIN monitor m ON m.id = o.monitor_id
            WHERE o.component_id = c.id${scope.monitor("m")}), '[]')
          ) ORDER BY c.position, c.id)
        FROM status_component c WHERE c.section_id = s.id), '[]') AS components
      FROM status_section s WHERE s.page_id = $1 ORDER BY s.position, s.id`,
    values,
  });
  return rows;
}

/** One monitor behind a component; times are epoch ms. */
export type StandingRow = {
  pageId: string;
  componentId: string;
  verdict: Verdict;
  isPaused: boolean;
  failingRegions: number;
  isInbound: boolean;
  intervalMs: number;
  newestAt: number | null;
  beganAt: number;
};

const ms = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)::float8`;

/** How the monitors behind the components of pages stand, whatever the tags of who looks: visitors see it, too. */
export async function listStandings(sql: Sql, pageIds: readonly string[]): Promise<StandingRow[]> {
  const { rows } = await sql.query<StandingRow>({
    name: "list-status-standings",
    text: `SELECT c.page_id AS "pageId", c.id AS "componentId", s.verdict, m.paused_at IS NOT NULL AS "isPaused",
        (SELECT count(*)::int FROM advisory v JOIN region r ON r.id = v.region_id
          WHERE v.monitor_id = m.id AND v.to_at IS NULL AND r.workspace_id IS NULL) AS "failingRegions",
        m.kind = 'heartbeat' AS "isInbound", m.interval_ms AS "intervalMs",
        (SELECT ${ms("max(n.scheduled_at)")} FROM monitor_region_state n WHERE n.monitor_id = m.id) AS "newestAt",
        ${ms("greatest(s.began_at, m.grid_from, m.created_at)")} AS "beganAt"
      FROM status_component c JOIN status_component_monitor o ON o.component_id = c.id
      JOIN monitor m ON m.id = o.monitor_id JOIN monitor_state s ON s.monitor_id = m.id
      WHERE c.page_id = ANY($1)`,
    values: [[...pageIds]],
  });
  return rows;
}

/** What published posts that are not over say of components. */
export async function listOpenImpacts(
  sql: Sql,
  query: { pageIds: readonly string[]; at: Date },
): Promise<{ componentId: string; impact: ComponentState }[]> {
  const { rows } = await sql.query<{ componentId: string; impact: ComponentState }>({
    name: "list-status-open-impacts",
    text: `SELECT a.component_id AS "componentId", a.impact FROM status_post o
      JOIN status_post_component a ON a.post_id = o.id
      WHERE o.page_id = ANY($1) AND o.published_at <= $2 AND o.state NOT IN ${FINAL} AND o.state <> 'scheduled'
        AND o.kind <> 'announcement'`,
    values: [[...query.pageIds], query.at],
  });
  return rows;
}
