import type {
  SubscriberCounts,
  SubscriberFilter,
  SubscriberKind,
  SubscriberView,
} from "#contracts/status-subscriber.ts";
import type { Sql } from "./prisma.ts";

type Asked = Pick<SubscriberFilter, "pageId" | "search" | "state" | "cursor"> & { limit: number };

const STATE = `CASE WHEN s.confirmed_at IS NULL THEN 'waiting' WHEN c.enabled THEN 'confirmed' ELSE 'off' END`;

/** Newest first; ids are in the order in which they were made. */
export async function listSubscriberViews(sql: Sql, asked: Asked): Promise<SubscriberView[]> {
  const pattern = `%${asked.search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql.query<SubscriberView>(
    `SELECT s.id, s.kind, s.label, ${STATE} AS state, c.disabled_reason AS "offBecause",
        ARRAY(SELECT p.name FROM status_component p WHERE p.id = ANY(s.component_ids) ORDER BY p.position, p.id) AS components,
        s.least_impact AS "leastImpact", s.locale, (extract(epoch FROM s.created_at) * 1000)::float8 AS "createdAt",
        (extract(epoch FROM s.confirmed_at) * 1000)::float8 AS "confirmedAt",
        (
          SELECT json_build_object('status', d.status,
            'at', (extract(epoch FROM coalesce(d.sent_at, d.created_at)) * 1000)::float8)
          FROM delivery d WHERE d.channel_id = c.id AND d.status IN ('sent', 'failed', 'dead')
          ORDER BY d.created_at DESC LIMIT 1
        ) AS "lastDelivery"
      FROM status_subscriber s LEFT JOIN channel c ON c.subscriber_id = s.id
      WHERE s.page_id = $1 AND lower(s.label) LIKE $2 AND ($3 = 'all' OR ${STATE} = $3)
        AND ($4::uuid IS NULL OR s.id < $4)
      ORDER BY s.id DESC LIMIT $5`,
    [asked.pageId, pattern, asked.state, asked.cursor, asked.limit],
  );
  return rows;
}

type Count = { kind: SubscriberKind; state: SubscriberView["state"]; count: number };

export async function countSubscribers(sql: Sql, pageId: string): Promise<SubscriberCounts> {
  const { rows } = await sql.query<Count>(
    `SELECT s.kind, ${STATE} AS state, count(*)::int AS count
      FROM status_subscriber s LEFT JOIN channel c ON c.subscriber_id = s.id WHERE s.page_id = $1 GROUP BY 1, 2`,
    [pageId],
  );
  const counts: SubscriberCounts = {
    confirmed: 0,
    waiting: 0,
    off: 0,
    byKind: { email: 0, webhook: 0, slack: 0 },
  };
  for (const { kind, state, count } of rows) {
    counts[state] += count;
    if (state === "confirmed") counts.byKind[kind] += count;
  }
  return counts;
}

export async function hasPage(sql: Sql, key: { workspaceId: string; pageId: string }): Promise<boolean> {
  const { rowCount } = await sql.query("SELECT FROM status_page WHERE id = $1 AND workspace_id = $2", [
    key.pageId,
    key.workspaceId,
  ]);
  return rowCount === 1;
}
