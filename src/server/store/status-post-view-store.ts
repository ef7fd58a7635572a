import type { PostFilter, PostImpact, PostView } from "#contracts/status-post.ts";
import type { Verdict } from "#contracts/verdict.ts";
import type { Sql } from "./prisma.ts";
import { type LockedPost, ms, POST_COLUMNS } from "./status-post-store.ts";

/** `slug` and `domain` (null unless proven) say where visitors find it. */
export type PostRow = LockedPost &
  Pick<PostView, "components" | "updates"> & { slug: string; domain: string | null };
/** Where a post stands in the order of its list. */
type PostPosition = { at: number; id: string };

const IS_OVER = "post.state IN ('resolved', 'completed', 'cancelled', 'ended')";
const IS_DRAFT = "post.published_at IS NULL";
const WHERE: Readonly<Record<PostFilter, string>> = {
  open: `NOT ${IS_DRAFT} AND NOT ${IS_OVER} AND post.state <> 'scheduled'`,
  scheduled: `(NOT ${IS_DRAFT} AND post.state = 'scheduled' OR ${IS_DRAFT} AND post.publish_at IS NOT NULL)`,
  drafts: `${IS_DRAFT} AND post.publish_at IS NULL`,
  past: `NOT ${IS_DRAFT} AND ${IS_OVER}`,
};

const ROW = `SELECT ${POST_COLUMNS}, page.slug, CASE WHEN own.verified_at IS NOT NULL THEN own.domain END AS domain,
    (SELECT coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'impact', pc.impact)
       ORDER BY s.position, s.id, c.position, c.id), '[]')
     FROM status_post_component pc JOIN status_component c ON c.id = pc.component_id
     JOIN status_section s ON s.id = c.section_id WHERE pc.post_id = post.id) AS components,
    (SELECT coalesce(json_agg(json_build_object('id', u.id, 'at', ${ms("u.at")}, 'state', u.state, 'body', u.body,
         'by', u.created_by, 'notify', u.notify,
         'told', (SELECT count(*) FROM delivery d WHERE d.status_update_id = u.id AND d.status = 'sent'))
       ORDER BY u.at DESC, u.id DESC), '[]')
     FROM status_post_update u WHERE u.post_id = post.id) AS updates
  FROM status_post post JOIN status_page page ON page.id = post.page_id
  LEFT JOIN status_domain own ON own.page_id = page.id`;

/** The one that comes next first where they are to come, else the newest first. */
export async function listPostRows(
  sql: Sql,
  asked: { pageId: string; filter: PostFilter; after: PostPosition | null; limit: number },
): Promise<PostRow[]> {
  const isAhead = asked.filter === "scheduled";
  const at = isAhead ? "coalesce(post.publish_at, post.starts_at)" : "post.starts_at";
  const [beyond, order] = isAhead ? [">", "ASC"] : ["<", "DESC"];
  const { rows } = await sql.query<PostRow>(
    `${ROW} WHERE post.page_id = $1 AND ${WHERE[asked.filter]}
       AND ($2::float8 IS NULL OR (${at}, post.id) ${beyond} (to_timestamp($2::float8 / 1000)::timestamptz(3), $3::uuid))
     ORDER BY ${at} ${order}, post.id ${order} LIMIT $4`,
    [asked.pageId, asked.after?.at ?? null, asked.after?.id ?? null, asked.limit],
  );
  return rows;
}

/** Null in another workspace, too. */
export async function findPostRow(
  sql: Sql,
  key: { workspaceId: string; id: string },
): Promise<PostRow | null> {
  const { rows } = await sql.query<PostRow>(`${ROW} WHERE post.id = $1 AND page.workspace_id = $2`, [
    key.id,
    key.workspaceId,
  ]);
  return rows[0] ?? null;
}

export async function countPosts(sql: Sql, pageId: string): Promise<Record<PostFilter, number>> {
  const counted = Object.entries(WHERE).map(
    ([filter, condition]) => `(count(*) FILTER (WHERE ${condition}))::int AS ${filter}`,
  );
  const { rows } = await sql.query<Record<PostFilter, number>>(
    `SELECT ${counted.join(", ")} FROM status_post post WHERE post.page_id = $1`,
    [pageId],
  );
  return rows[0] ?? { open: 0, scheduled: 0, drafts: 0, past: 0 };
}

/** How many subscribers the next update is for, as they are told: confirmed, of one of the components, bad enough. */
export async function countAudience(
  sql: Sql,
  asked: { pageId: string; impact: PostImpact; componentIds: readonly string[] },
): Promise<number> {
  const rank = (value: string) => `array_position('{none,minor,major,critical}'::text[], ${value})`;
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM status_subscriber s JOIN channel c ON c.subscriber_id = s.id AND c.enabled
     WHERE s.page_id = $1 AND s.confirmed_at IS NOT NULL AND ${rank("$2")} >= ${rank("s.least_impact")}
       AND (cardinality(s.component_ids) = 0 OR cardinality($3::uuid[]) = 0 OR s.component_ids && $3::uuid[])`,
    [asked.pageId, asked.impact, [...asked.componentIds]],
  );
  return rows[0]?.count ?? 0;
}

type ShownComponent = {
  id: string;
  name: string;
  monitors: { id: number; verdict: Verdict; isPaused: boolean }[];
};

/** All that a page shows, in its order. */
export async function listShownComponents(sql: Sql, pageId: string): Promise<ShownComponent[]> {
  const { rows } = await sql.query<ShownComponent>({
    name: "list-shown-components",
    text: `SELECT c.id, c.name, coalesce(json_agg(json_build_object('id', m.id, 'verdict', st.verdict,
          'isPaused', m.paused_at IS NOT NULL) ORDER BY m.id) FILTER (WHERE m.id IS NOT NULL), '[]') AS monitors
      FROM status_component c JOIN status_section s ON s.id = c.section_id
      LEFT JOIN status_component_monitor cm ON cm.component_id = c.id
      LEFT JOIN monitor m ON m.id = cm.monitor_id LEFT JOIN monitor_state st ON st.monitor_id = m.id
      WHERE c.page_id = $1 GROUP BY c.id, s.id ORDER BY s.position, s.id, c.position, c.id`,
    values: [pageId],
  });
  return rows;
}

export type PageOfIncident = {
  pageId: string;
  pageTitle: string;
  locale: string;
  postId: string | null;
};

/** Pages of the workspace that show a monitor of the incident, and their posts about it. */
export async function listPagesOfIncident(
  sql: Sql,
  key: { workspaceId: string; incidentId: string },
): Promise<PageOfIncident[]> {
  const { rows } = await sql.query<PageOfIncident>(
    `SELECT page.id AS "pageId", page.title AS "pageTitle", page.look->>'locale' AS locale,
       (SELECT link.post_id FROM status_post_incident link
        WHERE link.page_id = page.id AND link.incident_id = $2) AS "postId"
     FROM status_page page WHERE page.workspace_id = $1 AND EXISTS (
       SELECT FROM status_component c JOIN status_component_monitor cm ON cm.component_id = c.id
       WHERE c.page_id = page.id AND cm.monitor_id IN (${MONITORS_OF_INCIDENT}))
     ORDER BY lower(page.title), page.id`,
    [key.workspaceId, key.incidentId],
  );
  return rows;
}

const MONITORS_OF_INCIDENT = `SELECT monitor_id FROM incident WHERE id = $2 AND monitor_id IS NOT NULL
  UNION SELECT monitor_id FROM incident_monitor WHERE incident_id = $2`;

export async function listMonitorsOfIncident(sql: Sql, incidentId: string): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(
    `SELECT monitor_id AS id FROM incident WHERE id = $1 AND monitor_id IS NOT NULL
     UNION SELECT monitor_id FROM incident_monitor WHERE incident_id = $1`,
    [incidentId],
  );
  return rows.map(({ id }) => id);
}

/** What the team wrote of the incident that the post is about; null: nothing. */
export async function findPostMortemOfIncident(
  sql: Sql,
  key: { workspaceId: string; incidentId: string },
): Promise<string | null> {
  const { rows } = await sql.query<{ postMortem: string | null }>(
    `SELECT post_mortem AS "postMortem" FROM incident WHERE id = $1 AND workspace_id = $2`,
    [key.incidentId, key.workspaceId],
  );
  return rows[0]?.postMortem ?? null;
}
