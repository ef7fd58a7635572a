import type { ChannelKind } from "#contracts/channel.ts";
import type { Pool, Sql } from "./prisma.ts";
import { inTransaction } from "./sql-transaction.ts";

/** How long a dispatcher may take for one delivery before another one takes it over. */
export const LEASE_MS = 60_000;
/** A message lists no more of its group; it says how many more there are. */
const MAX_LISTED = 50;

export type Snapshot = {
  /** contracts/notification.ts `Notification` as it was stored: without `id` and what the address of Uptick is part of. */
  notification: unknown;
  hasMonitor: boolean;
};

export type ClaimedDelivery = Snapshot & {
  id: string;
  fence: number;
  attempts: number;
  channelId: string;
  /** When the settings that are used were saved. */
  channelSavedAt: Date;
  failureStreak: number;
  isBreakerOpen: boolean;
  /** Of the transaction that wrote it; null: nobody keeps that trace. */
  traceparent: string | null;
  workspaceId: string;
  kind: ChannelKind;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  /** What else the message tells of. */
  group: { listed: Snapshot[]; unlisted: number };
};

/**
 * Messages of one incident over one channel keep the order of their transitions, and an end never comes before its
 * beginning. Their times do not tell: who waits for a lock writes later what began earlier. Counting asks
 * for each delivery by itself, and only the incident's index fits: what the planner makes of NOT EXISTS compares all that
 * waits with all that waits.
 */
const IS_NEXT = `0 = (
    SELECT count(*) FROM delivery earlier
    WHERE earlier.incident_id = d.incident_id AND (earlier.channel_id = d.channel_id) IS TRUE
      AND earlier.status::text = 'pending' AND earlier.id <> d.id AND (earlier.seq < d.seq
        OR (earlier.seq < d.seq) IS NOT FALSE AND earlier.created_at < d.created_at
        OR earlier.created_at = d.created_at AND d.event = 'up' AND earlier.event <> 'up')
  )`;

/** Which deliveries `d` may be sent at $1 (epoch ms): members of a group only with their leader. */
const IS_READY = `d.status = 'pending' AND d.next_at <= to_timestamp($1 / 1000.0)
  AND 0 = (SELECT count(*) FROM delivery leader WHERE leader.id = d.leader_id AND leader.status::text = 'pending')
  AND ${IS_NEXT}`;

/** One message at a time over a channel, here `free`. */
const IS_FREE = `NOT EXISTS (
    SELECT FROM delivery held WHERE held.channel_id = free.id AND held.status = 'pending'
      AND held.locked_until >= to_timestamp($1 / 1000.0)
  )`;

/** The lock on the channel makes dispatchers take turns; the second statement then sees what the last one claimed. */
const LOCK_CHANNELS = `
  WITH free AS (
    SELECT id FROM channel AS free
    WHERE enabled AND subscriber_id IS NULL
      AND (open_until IS NULL OR open_until <= to_timestamp($1 / 1000.0)) AND ${IS_FREE}
      AND id IN (SELECT channel_id FROM delivery
        WHERE status = 'pending' AND next_at <= to_timestamp($1 / 1000.0) AND status_update_id IS NULL)
  )
  SELECT c.id FROM channel c
  JOIN (
    SELECT d.channel_id, min(d.next_at) AS due FROM free JOIN delivery d ON d.channel_id = free.id
    WHERE ${IS_READY} GROUP BY 1
  ) AS ready ON ready.channel_id = c.id
  WHERE c.enabled AND (c.open_until IS NULL OR c.open_until <= to_timestamp($1 / 1000.0))
  ORDER BY ready.due, c.id LIMIT $2
  FOR NO KEY UPDATE OF c SKIP LOCKED`;

// The heads are found before anything is updated: a plan that looked for them again with each delivery would skip the one
// that this very statement has taken, and take the next of the channel as well.
const CLAIM_HEADS = `
  WITH head AS MATERIALIZED (
    SELECT first.id, locked.id AS channel_id
    FROM (SELECT id FROM unnest($2::uuid[]) AS free(id) WHERE ${IS_FREE}) AS locked
    CROSS JOIN LATERAL (
      SELECT d.id FROM delivery d WHERE d.channel_id = locked.id AND ${IS_READY}
      ORDER BY d.next_at, d.created_at, d.id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) AS first
  )
  UPDATE delivery SET attempts = attempts + 1, fence = fence + 1, held_because = NULL,
    locked_until = to_timestamp(($1 + ${LEASE_MS}) / 1000.0)
  FROM head JOIN channel c ON c.id = head.channel_id
  WHERE delivery.id = head.id
  RETURNING delivery.id, fence, attempts, notification, delivery.monitor_id IS NOT NULL AS "hasMonitor", grouped,
    c.id AS "channelId", c.updated_at AS "channelSavedAt", c.workspace_id AS "workspaceId", c.kind, c.config, c.secrets,
    c.failure_streak AS "failureStreak", c.open_until IS NOT NULL AS "isBreakerOpen",
    traceparent`;

// Who belongs to a group is decided when it leaves for the first time (fence 1): a receiver that knows the message already
// would drop what a later attempt adds.
const CLAIM_MEMBERS = `
  WITH head AS (
    SELECT id, channel_id, event, fence, locked_until FROM delivery WHERE id = ANY($2::uuid[])
  ), picked AS (
    SELECT d.id, head.id AS leader_id, head.locked_until
    FROM head JOIN delivery d ON d.channel_id = head.channel_id AND d.id <> head.id AND d.status = 'pending'
    WHERE d.leader_id = head.id OR head.fence = 1 AND d.grouped AND d.attempts = 0 AND d.leader_id IS NULL
      AND d.next_at <= to_timestamp($1 / 1000.0) AND ${IS_NEXT}
      AND (d.event = head.event
        OR d.event IN ('down', 'degraded', 'flapping') AND head.event IN ('down', 'degraded', 'flapping'))
    FOR UPDATE OF d SKIP LOCKED
  ), joined AS (
    UPDATE delivery SET leader_id = picked.leader_id, attempts = attempts + 1, fence = fence + 1, held_because = NULL,
      locked_until = picked.locked_until
    FROM picked WHERE delivery.id = picked.id
    RETURNING delivery.id, delivery.leader_id, created_at, notification, monitor_id
  ), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY leader_id ORDER BY created_at, id) AS place FROM joined
  )
  SELECT leader_id AS "leaderId", (count(*) FILTER (WHERE place > ${MAX_LISTED}))::int AS unlisted,
    jsonb_agg(jsonb_build_object('notification', notification, 'hasMonitor', monitor_id IS NOT NULL) ORDER BY place)
      FILTER (WHERE place <= ${MAX_LISTED}) AS listed
  FROM numbered GROUP BY leader_id`;

// A claim that a crash of Postgres takes back is a delivery that is sent again under its id, as after a crash of ours.
const CLAIMING = { plans: "once", durable: "later" } as const;

type Head = Omit<ClaimedDelivery, "group"> & { grouped: boolean };
type Group = ClaimedDelivery["group"];

/**
 * Takes the first ready delivery of at most `limit` channels of the team, with the group that it leads. Only who holds a
 * delivery's fence can finish it.
 */
export function claimDeliveries(
  pool: Pool,
  asked: { nowMs: number; limit: number },
): Promise<ClaimedDelivery[]> {
  return inTransaction(
    pool,
    async (sql) => {
      const locked = await sql.query<{ id: string }>({
        name: "lock-ready-channels",
        text: LOCK_CHANNELS,
        values: [asked.nowMs, asked.limit],
      });
      if (locked.rows.length === 0) return [];
      const channelIds = locked.rows.map((row) => row.id);
      const claimed = await sql.query<Head>({
        name: "claim-deliveries",
        text: CLAIM_HEADS,
        values: [asked.nowMs, channelIds],
      });
      const groups = await claimMembers(sql, { heads: claimed.rows, nowMs: asked.nowMs });
      // The longest due first; the statement answers in any order.
      const heads = channelIds.flatMap((id) => claimed.rows.filter((row) => row.channelId === id));
      return heads.map(({ grouped, ...head }) => ({
        ...head,
        group: groups.get(head.id) ?? { listed: [], unlisted: 0 },
      }));
    },
    CLAIMING,
  );
}

async function claimMembers(
  sql: Sql,
  asked: { heads: readonly Head[]; nowMs: number },
): Promise<Map<string, Group>> {
  const leaders = asked.heads.filter(({ grouped }) => grouped).map(({ id }) => id);
  if (leaders.length === 0) return new Map();
  const { rows } = await sql.query<Group & { leaderId: string }>({
    name: "claim-group-members",
    text: CLAIM_MEMBERS,
    values: [asked.nowMs, leaders],
  });
  return new Map(rows.map(({ leaderId, listed, unlisted }) => [leaderId, { listed, unlisted }]));
}
