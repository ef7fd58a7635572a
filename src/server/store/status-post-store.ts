import type {
  ComponentState,
  PostImpact,
  PostKind,
  PostState,
  PostSuggestion,
} from "#contracts/status-post.ts";
import type { Sql } from "./prisma.ts";

/** Times are epoch ms. */
export type StoredPost = {
  id: string;
  pageId: string;
  kind: PostKind;
  title: string;
  state: PostState;
  impact: PostImpact;
  startsAt: number;
  endsAt: number | null;
  publishedAt: number | null;
  publishAt: number | null;
  incidentId: string | null;
  occurrenceId: string | null;
  postMortem: string | null;
  /** Null: no person has written or changed anything of it. */
  personAt: number | null;
  suggestion: PostSuggestion | null;
  tellsAlone: boolean;
  createdBy: string | null;
};
/** `version` moves with every change; `saidAt` is the newest update's. */
export type LockedPost = StoredPost & { version: number; saidAt: number };
type PostComponent = { id: string; impact: ComponentState };
export type PostUpdate = {
  id: string;
  postId: string;
  at: number;
  state: PostState;
  body: string;
  createdBy: string | null;
  notify: boolean;
};

export const POST_COLUMNS = `post.id, post.page_id AS "pageId", post.kind, post.title, post.state, post.impact,
  ${ms("post.starts_at")} AS "startsAt", ${ms("post.ends_at")} AS "endsAt",
  ${ms("post.published_at")} AS "publishedAt", ${ms("post.publish_at")} AS "publishAt",
  post.incident_id AS "incidentId", post.occurrence_id AS "occurrenceId", post.post_mortem AS "postMortem",
  ${ms("post.person_at")} AS "personAt", post.suggestion, post.tells_alone AS "tellsAlone",
  post.created_by AS "createdBy", ${ms("post.updated_at")} AS version,
  (SELECT coalesce(${ms("max(said.at)")}, 0) FROM status_post_update said WHERE said.post_id = post.id) AS "saidAt"`;

/** Epoch ms of a moment in SQL. */
export function ms(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}

/** Null in another workspace, too. */
export async function lockPost(
  sql: Sql,
  key: { workspaceId: string; id: string },
): Promise<LockedPost | null> {
  const held = await sql.query<{ id: string }>(
    `SELECT post.id FROM status_post post JOIN status_page page ON page.id = post.page_id
     WHERE post.id = $1::uuid AND page.workspace_id = $2::uuid FOR UPDATE OF post`,
    [key.id, key.workspaceId],
  );
  // What the newest update is, is read once the row is held.
  return held.rows.length === 0 ? null : findPost(sql, key.id);
}

export async function findPost(sql: Sql, id: string): Promise<LockedPost | null> {
  const { rows } = await sql.query<LockedPost>(
    `SELECT ${POST_COLUMNS} FROM status_post post WHERE post.id = $1::uuid`,
    [id],
  );
  return rows[0] ?? null;
}

/** False where the page has a post of its incident or occurrence already. */
export async function insertPost(sql: Sql, post: StoredPost, atMs: number): Promise<boolean> {
  const { rows } = await sql.query(
    `INSERT INTO status_post (id, page_id, kind, title, state, impact, starts_at, ends_at, published_at, publish_at,
       incident_id, occurrence_id, post_mortem, person_at, suggestion, tells_alone, created_by, created_at, updated_at)
     SELECT id, page_id, kind, title, state, impact, to_timestamp(starts_ms / 1000), to_timestamp(ends_ms / 1000),
       to_timestamp(published_ms / 1000), to_timestamp(publish_ms / 1000), incident_id, occurrence_id, post_mortem,
       to_timestamp(person_ms / 1000), suggestion, tells_alone, created_by, to_timestamp($2::float8 / 1000),
       to_timestamp($2::float8 / 1000)
     FROM ${RECORD} ON CONFLICT DO NOTHING RETURNING 1 AS made`,
    [toRecord(post), atMs],
  );
  return rows.length === 1;
}

/** All of a locked post but whose it is. */
export async function savePost(sql: Sql, post: StoredPost, atMs: number): Promise<void> {
  await sql.query(
    `UPDATE status_post SET title = row.title, state = row.state, impact = row.impact,
       starts_at = to_timestamp(starts_ms / 1000), ends_at = to_timestamp(ends_ms / 1000),
       published_at = to_timestamp(published_ms / 1000), publish_at = to_timestamp(publish_ms / 1000),
       occurrence_id = row.occurrence_id, post_mortem = row.post_mortem, person_at = to_timestamp(person_ms / 1000),
       suggestion = row.suggestion, tells_alone = row.tells_alone,
       updated_at = greatest(to_timestamp($2::float8 / 1000), updated_at + interval '1 millisecond')
     FROM ${RECORD} WHERE status_post.id = row.id`,
    [toRecord(post), atMs],
  );
}

const RECORD = `jsonb_to_record($1::jsonb) AS row(id uuid, page_id uuid, kind "StatusPostKind", title text, state text,
  impact text, starts_ms float8, ends_ms float8, published_ms float8, publish_ms float8, incident_id uuid,
  occurrence_id uuid, post_mortem text, person_ms float8, suggestion jsonb, tells_alone boolean, created_by text)`;

function toRecord(post: StoredPost): string {
  return JSON.stringify({
    id: post.id,
    page_id: post.pageId,
    kind: post.kind,
    title: post.title,
    state: post.state,
    impact: post.impact,
    starts_ms: post.startsAt,
    ends_ms: post.endsAt,
    published_ms: post.publishedAt,
    publish_ms: post.publishAt,
    incident_id: post.incidentId,
    occurrence_id: post.occurrenceId,
    post_mortem: post.postMortem,
    person_ms: post.personAt,
    suggestion: post.suggestion,
    tells_alone: post.tellsAlone,
    created_by: post.createdBy,
  });
}

export async function deletePost(sql: Sql, id: string): Promise<void> {
  await sql.query("DELETE FROM status_post WHERE id = $1::uuid", [id]);
}

/** The post's components are these, with these impacts. */
export async function replaceComponents(
  sql: Sql,
  change: { postId: string; components: readonly PostComponent[] },
): Promise<void> {
  await sql.query(
    "DELETE FROM status_post_component WHERE post_id = $1::uuid AND NOT component_id = ANY($2::uuid[])",
    [change.postId, change.components.map(({ id }) => id)],
  );
  await patchComponents(sql, change);
}

/** Adds these or changes their impact; the others stay. One that has left the page meanwhile is passed over. */
export async function patchComponents(
  sql: Sql,
  change: { postId: string; components: readonly PostComponent[] },
): Promise<void> {
  if (change.components.length === 0) return;
  await sql.query(
    `INSERT INTO status_post_component (post_id, component_id, impact)
     SELECT post.id, c.id, row.impact FROM jsonb_to_recordset($2::jsonb) AS row(id uuid, impact text)
     JOIN status_post post ON post.id = $1::uuid
     JOIN status_component c ON c.id = row.id AND c.page_id = post.page_id
     ON CONFLICT (post_id, component_id) DO UPDATE SET impact = excluded.impact`,
    [change.postId, JSON.stringify(change.components)],
  );
}

/** How many of the ids are components of the page. */
export async function countComponents(
  sql: Sql,
  asked: { pageId: string; ids: readonly string[] },
): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM status_component WHERE page_id = $1::uuid AND id = ANY($2::uuid[])`,
    [asked.pageId, [...asked.ids]],
  );
  return rows[0]?.count ?? 0;
}

export async function findOwnPage(
  sql: Sql,
  key: { workspaceId: string; id: string },
): Promise<{ id: string } | null> {
  const { rows } = await sql.query<{ id: string }>(
    "SELECT id FROM status_page WHERE id = $1::uuid AND workspace_id = $2::uuid",
    [key.id, key.workspaceId],
  );
  return rows[0] ?? null;
}
