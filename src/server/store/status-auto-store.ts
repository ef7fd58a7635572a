import { Locale } from "#contracts/locale.ts";
import { AutoPosts } from "#contracts/status-page.ts";
import type { AutoIncident, AutoPost } from "#domain/status/auto-page.ts";
import { IS_DOWN_IN_MAINTENANCE, IS_FAILING } from "./outbox-news-store.ts";
import type { Sql } from "./prisma.ts";
import { ms } from "./status-post-store.ts";

/** What has been wrong for longer is no news to whoever switches posts on. */
const NEWS_MS = 24 * 3_600_000;
/** As long as the message of a child waits for its parent that only fails. */
const PARENT_MS = 20_000;
/** Posts that ended this long ago may go on, with some time for a clock that stood still. */
const ENDED_MS = 30 * 60_000;

/**
 * Incidents `i` that `page` has not dealt with, or that were opened again: of a monitor that it shows and that is not well
 * now, unless a parent is or may be the cause, or is in maintenance. $2: now in epoch ms.
 */
const FRESH = `i.closed_at IS NULL AND i.kind = 'automatic' AND i.caused_by_id IS NULL
  AND i.opened_at > to_timestamp(($2::float8 - ${NEWS_MS}) / 1000) AND page.auto_posts <> 'off'
  AND own.verdict IN ('down', 'degraded', 'flapping')
  AND NOT EXISTS (SELECT FROM status_post_incident link WHERE link.page_id = page.id AND link.incident_id = i.id
    AND (link.ended_at IS NULL OR link.post_id IS NULL))
  AND NOT EXISTS (
    WITH RECURSIVE ancestor AS (
      SELECT p.parent_id AS id FROM monitor_parent p WHERE p.monitor_id = i.monitor_id
      UNION SELECT p.parent_id FROM ancestor JOIN monitor_parent p ON p.monitor_id = ancestor.id
    )
    SELECT FROM ancestor JOIN monitor_state s ON s.monitor_id = ancestor.id
    WHERE s.verdict = 'down' OR ${IS_DOWN_IN_MAINTENANCE}
      OR i.opened_at > to_timestamp(($2::float8 - ${PARENT_MS}) / 1000) AND ${IS_FAILING}
  )`;
const SHOWN = `FROM incident i JOIN monitor_state own ON own.monitor_id = i.monitor_id
  JOIN monitor m ON m.id = i.monitor_id AND m.paused_at IS NULL
  JOIN status_component_monitor cm ON cm.monitor_id = i.monitor_id
  JOIN status_component c ON c.id = cm.component_id
  JOIN status_page page ON page.id = c.page_id AND page.state = 'published'`;

/** Pages with a post that goes on with an incident, or with an incident that asks for one. */
export async function listPagesToFollow(sql: Sql, nowMs: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: "list-pages-to-follow",
    text: `SELECT link.page_id AS id FROM status_post_incident link
      WHERE link.ended_at IS NULL AND $1::float8 > 0
      UNION SELECT page.id ${SHOWN} WHERE ${FRESH.replaceAll("$2", "$1")} ORDER BY 1`,
    values: [nowMs],
  });
  return rows.map(({ id }) => id);
}

/** False while another runner deals with the page; until the end of the transaction nobody else does. */
export async function tryPageLock(sql: Sql, pageId: string): Promise<boolean> {
  const { rows } = await sql.query<{ held: boolean }>({
    name: "try-status-page-lock",
    text: "SELECT pg_try_advisory_xact_lock(hashtext('uptick_status_posts'), hashtext($1)) AS held",
    values: [pageId],
  });
  return rows[0]?.held === true;
}

export type PageHead = { locale: Locale; mode: AutoPosts };

export async function findPageHead(sql: Sql, pageId: string): Promise<PageHead | null> {
  const { rows } = await sql.query<{ locale: unknown; mode: unknown }>({
    name: "find-status-page-head",
    text: `SELECT look->>'locale' AS locale, auto_posts AS mode FROM status_page WHERE id = $1 AND state = 'published'`,
    values: [pageId],
  });
  const [row] = rows;
  return row
    ? { locale: Locale.catch("en").parse(row.locale), mode: AutoPosts.catch("off").parse(row.mode) }
    : null;
}

const INCIDENT = `i.id, i.monitor_id AS "monitorId", i.worst, ${ms("i.opened_at")} AS "openedAt",
  ${ms("i.closed_at")} AS "closedAt"`;

/** Oldest first. */
export async function listFreshIncidents(
  sql: Sql,
  asked: { pageId: string; nowMs: number },
): Promise<AutoIncident[]> {
  const { rows } = await sql.query<AutoIncident>({
    name: "list-fresh-incidents",
    text: `SELECT DISTINCT ${INCIDENT} ${SHOWN} WHERE page.id = $1 AND ${FRESH}
      ORDER BY "openedAt", id`,
    values: [asked.pageId, asked.nowMs],
  });
  return rows;
}

/**
 * Locks the posts about incidents that are open, that go on with one, or that were over lately, so that nobody writes in
 * them meanwhile.
 */
export async function lockIncidentPosts(
  sql: Sql,
  asked: { pageId: string; nowMs: number },
): Promise<AutoPost[]> {
  const { rows: locked } = await sql.query<{ id: string }>({
    name: "lock-incident-posts",
    text: `SELECT post.id FROM status_post post WHERE post.page_id = $1 AND post.kind = 'incident' AND (
        post.state <> 'resolved' OR post.ends_at > to_timestamp(($2::float8 - ${ENDED_MS}) / 1000)
        OR EXISTS (SELECT FROM status_post_incident link JOIN incident i ON i.id = link.incident_id
          WHERE link.post_id = post.id AND (link.ended_at IS NULL OR i.closed_at IS NULL)))
      ORDER BY post.id FOR UPDATE`,
    values: [asked.pageId, asked.nowMs],
  });
  // What others wrote is read once the rows are held.
  const { rows } = await sql.query<AutoPost>({
    name: "read-incident-posts",
    text: `SELECT post.id, post.title, post.state, post.impact, post.published_at IS NOT NULL AS "isPublished",
        post.person_at IS NULL AS "isAutomatic", ${ms("post.ends_at")} AS "endedAt", post.suggestion,
        (SELECT coalesce(${ms("max(u.at)")}, 0) FROM status_post_update u WHERE u.post_id = post.id) AS "saidAt",
        (SELECT coalesce(json_agg(json_build_object('id', pc.component_id, 'impact', pc.impact)), '[]')
          FROM status_post_component pc WHERE pc.post_id = post.id) AS components,
        (SELECT coalesce(json_agg(json_build_object('id', i.id, 'monitorId', i.monitor_id, 'worst', i.worst,
            'openedAt', ${ms("i.opened_at")}, 'closedAt', ${ms("i.closed_at")}) ORDER BY i.opened_at, i.id), '[]')
          FROM status_post_incident link JOIN incident i ON i.id = link.incident_id
          WHERE link.post_id = post.id AND link.ended_at IS NULL) AS followed,
        (SELECT coalesce(json_agg(link.incident_id), '[]')
          FROM status_post_incident link WHERE link.post_id = post.id AND link.ended_at IS NOT NULL) AS "pastIncidentIds"
      FROM status_post post WHERE post.id = ANY($1::uuid[]) ORDER BY post.starts_at DESC, post.id`,
    values: [locked.map(({ id }) => id)],
  });
  return rows;
}
