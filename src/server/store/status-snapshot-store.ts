import type { StatusAccess, StatusAssetKind, StatusPageState } from "#contracts/status-page.ts";
import type { SnapshotPost } from "#contracts/status-snapshot.ts";
import type { Sql } from "./prisma.ts";

/** How a visitor names a page. */
export type PageRef = { kind: "slug"; slug: string } | { kind: "domain"; domain: string };

/** Whom a page lets in; never leaves the server. */
export type PageGate = {
  pageId: string;
  workspaceId: string;
  slug: string;
  state: StatusPageState;
  access: StatusAccess;
  accessVersion: number;
  /** Proven; null: only the address in this Uptick. */
  domain: string | null;
  /** contracts/status-page.ts `StatusLook` as it was stored: a gate has its colours. */
  look: unknown;
};

/** One look by an index, whether or not there is such a page. A domain counts only while it is proven. */
export async function findPageGate(sql: Sql, ref: PageRef): Promise<PageGate | null> {
  const { rows } = await sql.query<PageGate>({
    name: `find-page-gate-by-${ref.kind}`,
    text: `SELECT p.id AS "pageId", p.workspace_id AS "workspaceId", p.slug, p.state, p.access,
        p.access_version AS "accessVersion", d.domain, p.look
      FROM status_page p LEFT JOIN status_domain d ON d.page_id = p.id AND d.verified_at IS NOT NULL
      WHERE ${ref.kind === "slug" ? "p.slug" : "d.domain"} = $1`,
    values: [ref.kind === "slug" ? ref.slug : ref.domain],
  });
  return rows[0] ?? null;
}

export type StoredComponent = {
  id: string;
  name: string;
  description: string;
  show: unknown;
  monitorIds: number[];
};
export type StoredSection = { id: string; name: string; collapsed: boolean; components: StoredComponent[] };

export type StoredPage = {
  slug: string;
  title: string;
  description: string;
  look: unknown;
  assets: { kind: StatusAssetKind; hash: string }[];
  sections: StoredSection[];
  /** Published only. */
  posts: SnapshotPost[];
};

const MOST_POSTS = 500;
const MOST_UPDATES = 200;
const ms = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)`;

const SECTIONS = `SELECT json_agg(json_build_object('id', s.id, 'name', s.name, 'collapsed', s.collapsed, 'components', (
    SELECT coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'description', c.description, 'show', c.show,
      'monitorIds', (
        SELECT coalesce(json_agg(m.monitor_id ORDER BY m.monitor_id), '[]') FROM status_component_monitor m
        WHERE m.component_id = c.id
      )) ORDER BY c.position, c.id), '[]')
    FROM status_component c WHERE c.section_id = s.id
  )) ORDER BY s.position, s.id) FROM status_section s WHERE s.page_id = p.id`;

const POSTS = `SELECT json_agg(json_build_object('id', o.id, 'kind', o.kind, 'title', o.title, 'state', o.state,
    'impact', o.impact, 'startsAt', ${ms("o.starts_at")}, 'endsAt', ${ms("o.ends_at")},
    'publishedAt', ${ms("o.published_at")}, 'postMortem', o.post_mortem,
    'components', (
      SELECT coalesce(json_agg(json_build_object('id', c.id, 'name', c.name, 'impact', a.impact)
        ORDER BY c.position, c.id), '[]')
      FROM status_post_component a JOIN status_component c ON c.id = a.component_id WHERE a.post_id = o.id
    ), 'updates', (
      SELECT coalesce(json_agg(json_build_object('id', u.id, 'at', ${ms("u.at")}, 'state', u.state, 'body', u.body)
        ORDER BY u.at DESC, u.id DESC), '[]')
      FROM (SELECT * FROM status_post_update u WHERE u.post_id = o.id ORDER BY u.at DESC, u.id DESC LIMIT ${MOST_UPDATES}) u
    )) ORDER BY o.starts_at DESC, o.id DESC)
  FROM (
    SELECT * FROM status_post WHERE page_id = p.id AND published_at <= $2
      AND (starts_at >= $3 OR coalesce(ends_at, $2) >= $3 OR state NOT IN ('resolved', 'completed', 'cancelled', 'ended'))
    ORDER BY starts_at DESC, id DESC LIMIT ${MOST_POSTS}
  ) o`;

/** What its editors have made of a page, in one statement; posts as far as they reach beyond `since`. */
export async function findStoredPage(
  sql: Sql,
  query: { pageId: string; now: Date; since: Date },
): Promise<StoredPage | null> {
  const { rows } = await sql.query<{ [Key in keyof StoredPage]: StoredPage[Key] | null }>({
    name: "find-stored-page",
    text: `SELECT p.slug, p.title, p.description, p.look, (${SECTIONS}) AS sections, (${POSTS}) AS posts, (
        SELECT json_agg(json_build_object('kind', a.kind, 'hash', a.hash))
        FROM status_asset a WHERE a.page_id = p.id
      ) AS assets
      FROM status_page p WHERE p.id = $1`,
    values: [query.pageId, query.now, query.since],
  });
  const [row] = rows;
  if (!row) return null;
  return {
    slug: row.slug ?? "",
    title: row.title ?? "",
    description: row.description ?? "",
    look: row.look,
    sections: row.sections ?? [],
    posts: row.posts ?? [],
    assets: row.assets ?? [],
  };
}

export type ServedAsset = { contentType: string; bytes: Uint8Array };

/** Null also when another picture has taken its place. */
export async function findServedAsset(
  sql: Sql,
  query: { pageId: string; kind: string; hash: string },
): Promise<ServedAsset | null> {
  const { rows } = await sql.query<ServedAsset>({
    name: "find-served-asset",
    text: `SELECT content_type AS "contentType", bytes FROM status_asset WHERE page_id = $1 AND kind = $2 AND hash = $3`,
    values: [query.pageId, query.kind, query.hash],
  });
  return rows[0] ?? null;
}

/** As they are now, not as a cache has them. `hash` (argon2id in PHC format) is null unless access is by password. */
export type GateSecret = { hash: string | null; access: StatusAccess; accessVersion: number };

/** Null when the page is gone or a draft. */
export async function findGateSecret(sql: Sql, pageId: string): Promise<GateSecret | null> {
  const { rows } = await sql.query<GateSecret>({
    name: "find-page-gate-secret",
    text: `SELECT password_hash AS hash, access, access_version AS "accessVersion" FROM status_page
      WHERE id = $1 AND state = 'published'`,
    values: [pageId],
  });
  return rows[0] ?? null;
}
