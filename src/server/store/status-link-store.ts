import type { Sql } from "./prisma.ts";
import { ms } from "./status-post-store.ts";

/** An incident of the workspace that a page could have a post about. Epoch ms. */
type Linkable = {
  closedAt: number | null;
  /** The page's post that goes on with it; null: none, or it was deleted. */
  postId: string | null;
};

export async function findLinkable(
  sql: Sql,
  key: { workspaceId: string; pageId: string; id: string },
): Promise<Linkable | null> {
  const { rows } = await sql.query<Linkable>(
    `SELECT ${ms("i.closed_at")} AS "closedAt", link.post_id AS "postId"
     FROM incident i LEFT JOIN status_post_incident link ON link.incident_id = i.id AND link.page_id = $2::uuid
     WHERE i.id = $1::uuid AND i.workspace_id = $3::uuid`,
    [key.id, key.pageId, key.workspaceId],
  );
  return rows[0] ?? null;
}

/** The post goes on with the incident until `endedAt` (epoch ms; null: it is followed). */
export async function linkIncident(
  sql: Sql,
  link: { pageId: string; postId: string; incidentId: string; endedAt: number | null },
): Promise<void> {
  await sql.query(
    `INSERT INTO status_post_incident (page_id, incident_id, post_id, ended_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, to_timestamp($4::float8 / 1000))
     ON CONFLICT (page_id, incident_id) DO UPDATE SET post_id = excluded.post_id, ended_at = excluded.ended_at`,
    [link.pageId, link.incidentId, link.postId, link.endedAt],
  );
}

export async function releaseIncidents(
  sql: Sql,
  links: { pageId: string; incidentIds: readonly string[]; endedAt: number },
): Promise<void> {
  if (links.incidentIds.length === 0) return;
  await sql.query(
    `UPDATE status_post_incident SET ended_at = to_timestamp($3::float8 / 1000)
     WHERE page_id = $1::uuid AND incident_id = ANY($2::uuid[]) AND ended_at IS NULL`,
    [links.pageId, [...links.incidentIds], links.endedAt],
  );
}
