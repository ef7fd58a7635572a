import type { Locale } from "#contracts/locale.ts";
import type { StatusUpdate } from "#contracts/notification.ts";
import type { SubscriberKind } from "#contracts/status-subscriber.ts";
import { type ClaimedDelivery, LEASE_MS } from "./dispatch-store.ts";
import type { Pool, Sql } from "./prisma.ts";
import { inTransaction } from "./sql-transaction.ts";

/** What an update says now. Texts may have been mended since it was planned: nobody is told what is not there any more. */
export type UpdateContent = Pick<StatusUpdate, "post" | "update" | "components"> & {
  page: { slug: string; title: string; isPrivate: boolean };
  /** The page's proven domain. */
  domain: string | null;
  /** Everybody who is let in may read it. */
  isPublished: boolean;
};

export type ClaimedUpdate = Omit<ClaimedDelivery, "group" | "notification" | "hasMonitor" | "kind"> & {
  kind: SubscriberKind;
  subscriberId: string;
  locale: Locale;
  content: UpdateContent;
};

// One message at a time to a subscriber, and what was said first arrives first.
const IS_FIRST = `NOT EXISTS (
    SELECT FROM delivery other JOIN status_post_update said ON said.id = other.status_update_id
    WHERE other.channel_id = d.channel_id AND other.status = 'pending' AND other.id <> d.id
      AND ((said.at, said.id) < (u.at, u.id) OR other.locked_until >= to_timestamp($1 / 1000.0))
  )`;

const IS_DUE = `d.status = 'pending' AND d.status_update_id IS NOT NULL AND d.next_at <= to_timestamp($1 / 1000.0)
  AND (d.locked_until IS NULL OR d.locked_until < to_timestamp($1 / 1000.0))`;

const LOCK = `
  SELECT d.id FROM delivery d
  JOIN channel c ON c.id = d.channel_id
  JOIN status_post_update u ON u.id = d.status_update_id
  WHERE ${IS_DUE} AND c.enabled AND (c.open_until IS NULL OR c.open_until <= to_timestamp($1 / 1000.0)) AND ${IS_FIRST}
  ORDER BY d.next_at, d.id LIMIT $2
  FOR NO KEY UPDATE OF c SKIP LOCKED`;

// Asked again behind the lock of the channel: another dispatcher may have claimed it meanwhile.
const CLAIM = `
  UPDATE delivery d SET attempts = attempts + 1, fence = fence + 1,
    locked_until = to_timestamp(($1 + ${LEASE_MS}) / 1000.0)
  FROM channel c JOIN status_subscriber s ON s.id = c.subscriber_id, status_post_update u
  WHERE d.id = ANY($2::uuid[]) AND c.id = d.channel_id AND u.id = d.status_update_id AND ${IS_DUE} AND ${IS_FIRST}
  RETURNING d.id, d.fence, d.attempts, c.id AS "channelId", c.updated_at AS "channelSavedAt",
    c.workspace_id AS "workspaceId", c.kind, c.config, c.secrets, c.failure_streak AS "failureStreak",
    c.open_until IS NOT NULL AS "isBreakerOpen", s.id AS "subscriberId", s.locale, d.status_update_id AS "updateId"`;

const LOAD = `
  SELECT u.id AS "updateId",
    json_build_object('id', u.id, 'at', (extract(epoch FROM u.at) * 1000)::float8, 'state', u.state, 'body', u.body) AS update,
    json_build_object('id', p.id, 'kind', p.kind, 'title', p.title, 'impact', p.impact,
      'startsAt', (extract(epoch FROM p.starts_at) * 1000)::float8,
      'endsAt', (extract(epoch FROM p.ends_at) * 1000)::float8) AS post,
    json_build_object('slug', g.slug, 'title', g.title, 'isPrivate', g.access->>'kind' <> 'public') AS page,
    CASE WHEN o.verified_at IS NOT NULL THEN o.domain END AS domain,
    p.published_at IS NOT NULL AND g.state = 'published' AS "isPublished",
    coalesce((
      SELECT json_agg(json_build_object('id', c.id, 'name', c.name, 'impact', pc.impact) ORDER BY c.position, c.id)
      FROM status_post_component pc JOIN status_component c ON c.id = pc.component_id WHERE pc.post_id = p.id
    ), '[]') AS components
  FROM status_post_update u JOIN status_post p ON p.id = u.post_id JOIN status_page g ON g.id = p.page_id
  LEFT JOIN status_domain o ON o.page_id = g.id
  WHERE u.id = ANY($1::uuid[])`;

type Claimed = Omit<ClaimedUpdate, "content"> & { updateId: string };
type Loaded = UpdateContent & { updateId: string };

/**
 * Takes the first message that is due for each of at most `limit` subscribers. They have a lane of their own: ten
 * thousand of them are never before an alert.
 */
export function claimUpdates(pool: Pool, asked: { nowMs: number; limit: number }): Promise<ClaimedUpdate[]> {
  return inTransaction(
    pool,
    async (sql) => {
      const locked = await sql.query<{ id: string }>({
        name: "lock-due-subscribers",
        text: LOCK,
        values: [asked.nowMs, asked.limit],
      });
      if (locked.rows.length === 0) return [];
      const { rows } = await sql.query<Claimed>({
        name: "claim-updates",
        text: CLAIM,
        values: [asked.nowMs, locked.rows.map((row) => row.id)],
      });
      const contents = await loadContents(sql, [...new Set(rows.map((row) => row.updateId))]);
      return rows.flatMap(({ updateId, ...claimed }) => {
        const content = contents.get(updateId);
        return content === undefined ? [] : [{ ...claimed, content }];
      });
    },
    { plans: "once", durable: "later" },
  );
}

async function loadContents(sql: Sql, ids: string[]): Promise<Map<string, UpdateContent>> {
  const { rows } = await sql.query<Loaded>({ name: "load-updates", text: LOAD, values: [ids] });
  return new Map(rows.map(({ updateId, ...content }) => [updateId, content]));
}
