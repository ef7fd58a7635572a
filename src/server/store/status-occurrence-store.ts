import type { MaintenancePost, PlannedTime } from "#domain/status/plan-maintenance-posts.ts";
import type { Sql } from "./prisma.ts";
import { ms } from "./status-post-store.ts";
import { startsNear } from "./window-store.ts";

/** Windows do not last longer than startsNear says, so what ends after now is found by the index. $1: now in epoch ms. */
const OCCURRENCE = `FROM maintenance_occurrence o JOIN maintenance w ON w.id = o.maintenance_id
  CROSS JOIN LATERAL (SELECT least(o.ends_at, w.deleted_at) AS ends_at) AS until`;
const TOUCHES = (
  monitor: string,
) => `m.id = ${monitor} AND m.workspace_id = w.workspace_id AND (w.everything OR EXISTS (
  SELECT FROM maintenance_target t WHERE t.maintenance_id = w.id AND (t.monitor_id = m.id OR t.tag = ANY(m.tags))))`;

/**
 * Pages whose posts go on with a window, or that show a monitor for which one is planned before `toMs` and have not dealt
 * with it.
 */
export async function listPagesInMaintenance(
  sql: Sql,
  asked: { nowMs: number; toMs: number },
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: "list-pages-in-maintenance",
    text: `SELECT post.page_id AS id FROM status_post_occurrence link JOIN status_post post ON post.id = link.post_id
      WHERE post.state IN ('scheduled', 'in_progress')
      UNION SELECT page.id ${OCCURRENCE}
      JOIN status_page page ON page.workspace_id = w.workspace_id AND page.state = 'published' AND page.auto_posts <> 'off'
      WHERE ${startsNear("$1")} AND o.starts_at > to_timestamp($1::float8 / 1000)
        AND o.starts_at <= to_timestamp($2::float8 / 1000) AND w.deleted_at IS NULL
        AND NOT EXISTS (SELECT FROM status_post_occurrence known
          WHERE known.page_id = page.id AND known.occurrence_id = o.id)
        AND EXISTS (SELECT FROM status_component c JOIN status_component_monitor cm ON cm.component_id = c.id
          JOIN monitor m ON ${TOUCHES("cm.monitor_id")} WHERE c.page_id = page.id)
      ORDER BY 1`,
    values: [asked.nowMs, asked.toMs],
  });
  return rows.map(({ id }) => id);
}

/** Posts that announce a window and are not over, locked. */
export async function lockMaintenancePosts(sql: Sql, pageId: string): Promise<MaintenancePost[]> {
  const { rows } = await sql.query<MaintenancePost>({
    name: "lock-maintenance-posts",
    text: `SELECT post.id, post.occurrence_id AS "occurrenceId", link.maintenance_id AS "maintenanceId", post.state,
        ${ms("post.starts_at")} AS "startsAt", ${ms("post.ends_at")} AS "endsAt",
        post.person_at IS NULL AS "isAutomatic", post.published_at IS NOT NULL AS "isPublished"
      FROM status_post post JOIN status_post_occurrence link
        ON link.post_id = post.id AND link.page_id = post.page_id AND link.occurrence_id = post.occurrence_id
      WHERE post.page_id = $1 AND post.kind = 'maintenance' AND post.state IN ('scheduled', 'in_progress')
      ORDER BY post.id FOR UPDATE OF post`,
    values: [pageId],
  });
  return rows;
}

/** Planned times that touch what the page shows, from now on, and those of its posts whenever they were. */
export async function listPlannedTimes(
  sql: Sql,
  asked: { pageId: string; nowMs: number },
): Promise<PlannedTime[]> {
  const { rows } = await sql.query<PlannedTime>({
    name: "list-planned-times",
    text: `SELECT o.id, o.maintenance_id AS "maintenanceId", ${ms("o.starts_at")} AS "startsAt",
        ${ms("until.ends_at")} AS "endsAt", known.page_id IS NOT NULL AS "isKnown", touched.components
      ${OCCURRENCE}
      JOIN status_page page ON page.id = $2 AND page.workspace_id = w.workspace_id
      LEFT JOIN status_post_occurrence known ON known.page_id = page.id AND known.occurrence_id = o.id
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(json_build_object('id', c.id, 'name', c.name)
          ORDER BY s.position, s.id, c.position, c.id), '[]') AS components
        FROM status_component c JOIN status_section s ON s.id = c.section_id
        WHERE c.page_id = page.id AND EXISTS (
          SELECT FROM status_component_monitor cm JOIN monitor m ON ${TOUCHES("cm.monitor_id")}
          WHERE cm.component_id = c.id)
      ) AS touched
      WHERE (${startsNear("$1")} AND until.ends_at > to_timestamp($1::float8 / 1000)
          AND (w.deleted_at IS NULL OR o.starts_at < w.deleted_at)
        OR known.post_id IS NOT NULL AND EXISTS (
          SELECT FROM status_post post WHERE post.id = known.post_id AND post.state IN ('scheduled', 'in_progress')))
      ORDER BY o.starts_at, o.id`,
    values: [asked.nowMs, asked.pageId],
  });
  return rows;
}

export async function linkOccurrence(
  sql: Sql,
  link: { pageId: string; postId: string; occurrenceId: string; maintenanceId: string },
): Promise<void> {
  await sql.query(
    `INSERT INTO status_post_occurrence (page_id, occurrence_id, maintenance_id, post_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT (page_id, occurrence_id) DO UPDATE SET post_id = excluded.post_id`,
    [link.pageId, link.occurrenceId, link.maintenanceId, link.postId],
  );
}
