import type { ChannelKind } from "#contracts/channel.ts";
import type { Pool, Sql } from "./prisma.ts";
import { inTransaction } from "./sql-transaction.ts";

/** How long a dispatcher may take for one delivery before another one takes it over. */
export const LEASE_MS = 60_000;

export type ClaimedDelivery = {
  id: string;
  fence: number;
  attempts: number;
  /** contracts/notification.ts `Notification` without `id` and the monitor's `url`. */
  notification: unknown;
  channelId: string;
  /** When the settings that are used were saved. */
  channelSavedAt: Date;
  workspaceId: string;
  kind: ChannelKind;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
};

/**
 * Which deliveries `d` may be sent at $1 (epoch ms): one of a channel at a time, and what ends an incident only after
 * the channel is done with its beginning.
 */
const IS_READY = `d.status = 'pending' AND d.next_at <= to_timestamp($1 / 1000.0) AND NOT EXISTS (
    SELECT FROM delivery held WHERE held.channel_id = d.channel_id AND held.status = 'pending'
      AND held.locked_until >= to_timestamp($1 / 1000.0)
  ) AND NOT (d.event = 'up' AND EXISTS (
    SELECT FROM delivery down WHERE down.incident_id = d.incident_id AND down.channel_id = d.channel_id
      AND down.event = 'down' AND down.status = 'pending'
  ))`;

/** The lock on the channel makes dispatchers take turns; the second statement then sees what the last one claimed. */
const LOCK_CHANNELS = `
  SELECT c.id FROM channel c
  JOIN (SELECT d.channel_id, min(d.next_at) AS due FROM delivery d WHERE ${IS_READY} GROUP BY 1) ready
    ON ready.channel_id = c.id
  WHERE c.enabled ORDER BY ready.due LIMIT $2
  FOR NO KEY UPDATE OF c SKIP LOCKED`;

const CLAIM_HEADS = `
  UPDATE delivery SET attempts = attempts + 1, fence = fence + 1,
    locked_until = to_timestamp(($1 + ${LEASE_MS}) / 1000.0)
  FROM unnest($2::uuid[]) AS locked(channel_id)
  CROSS JOIN LATERAL (
    SELECT d.id FROM delivery d WHERE d.channel_id = locked.channel_id AND ${IS_READY}
    ORDER BY d.next_at, d.created_at, d.id LIMIT 1 FOR UPDATE SKIP LOCKED
  ) AS head
  JOIN channel c ON c.id = locked.channel_id
  WHERE delivery.id = head.id
  RETURNING delivery.id, fence, attempts, notification, c.id AS "channelId", c.updated_at AS "channelSavedAt", c.workspace_id AS "workspaceId", c.kind,
    c.config, c.secrets`;

/** Takes the first ready delivery of at most `limit` channels. Only who holds a delivery's fence can finish it. */
export function claimDeliveries(
  pool: Pool,
  asked: { nowMs: number; limit: number },
): Promise<ClaimedDelivery[]> {
  return inTransaction(pool, async (sql) => {
    const locked = await sql.query<{ id: string }>({
      name: "lock-ready-channels",
      text: LOCK_CHANNELS,
      values: [asked.nowMs, asked.limit],
    });
    if (locked.rows.length === 0) return [];
    const claimed = await sql.query<ClaimedDelivery>({
      name: "claim-deliveries",
      text: CLAIM_HEADS,
      values: [asked.nowMs, locked.rows.map((row) => row.id)],
    });
    return claimed.rows;
  });
}

export type Response = { status: number | null; body: string; latencyMs: number };
export type HeldDelivery = Pick<ClaimedDelivery, "id" | "fence" | "channelId" | "channelSavedAt">;
export type FinishedAttempt =
  | { kind: "sent"; atMs: number; response: Response }
  | { kind: "retry"; atMs: number; nextAtMs: number; error: string; response: Response | null }
  /** Nobody had to be told. */
  | { kind: "suppressed"; atMs: number; error: string; response: null }
  | GivenUp;
/** `failed` switches the channel off, `dead` does not. Both go to the fallback channel, if there is one. */
export type GivenUp = { kind: "failed" | "dead"; atMs: number; error: string; response: Response | null };

/** False when the lease ran out and another dispatcher took the delivery: then nothing changes. */
export async function finishAttempt(
  pool: Pool,
  held: HeldDelivery,
  finished: FinishedAttempt,
): Promise<boolean> {
  if (finished.kind !== "failed" && finished.kind !== "dead") return recordAttempt(pool, held, finished);
  return inTransaction(pool, async (sql) => {
    const savedAt = await lockChannel(sql, held.channelId);
    if (finished.kind === "failed" && savedAt?.getTime() !== held.channelSavedAt.getTime()) {
      // Somebody has changed the channel meanwhile: what refused us may be mended.
      return recordAttempt(sql, held, { ...finished, kind: "retry", nextAtMs: finished.atMs });
    }
    if (!(await recordAttempt(sql, held, finished))) return false;
    const others = finished.kind === "failed" ? await disableChannel(sql, held, finished) : [];
    await insertFallbacks(sql, { ids: [held.id, ...others], ...finished });
    return true;
  });
}

async function recordAttempt(sql: Sql | Pool, held: HeldDelivery, done: FinishedAttempt) {
  const isSent = done.kind === "sent";
  const { rowCount } = await sql.query({
    name: "record-attempt",
    text: `UPDATE delivery SET status = $3::"DeliveryStatus", locked_until = NULL,
        sent_at = to_timestamp($4 / 1000.0), next_at = coalesce(to_timestamp($5 / 1000.0), next_at), last_error = $6,
        response_status = $7, response_body = $8, latency_ms = $9
      WHERE id = $1 AND fence = $2 AND status = 'pending'`,
    values: [
      held.id,
      held.fence,
      done.kind === "retry" ? "pending" : done.kind,
      isSent ? done.atMs : null,
      done.kind === "retry" ? done.nextAtMs : null,
      isSent ? null : done.error,
      done.response?.status ?? null,
      done.response?.body ?? null,
      done.response?.latencyMs ?? null,
    ],
  });
  return rowCount === 1;
}

/** Monitors first, as whoever deletes one holds it before its deliveries. */
async function lockChannel(sql: Sql, channelId: string): Promise<Date | undefined> {
  await sql.query(
    `SELECT FROM monitor WHERE id IN (SELECT monitor_id FROM delivery WHERE channel_id = $1 AND status = 'pending')
      ORDER BY id FOR KEY SHARE`,
    [channelId],
  );
  const { rows } = await sql.query<{ savedAt: Date }>(
    `SELECT updated_at AS "savedAt" FROM channel WHERE id = $1 FOR NO KEY UPDATE`,
    [channelId],
  );
  return rows[0]?.savedAt;
}

/** Returns the deliveries that were still waiting for the channel. */
async function disableChannel(sql: Sql, held: HeldDelivery, { error, atMs }: GivenUp): Promise<string[]> {
  await sql.query(
    `UPDATE channel SET enabled = false, disabled_reason = $2, updated_at = to_timestamp($3 / 1000.0)
      WHERE id = $1 AND enabled`,
    [held.channelId, error, atMs],
  );
  const { rows } = await sql.query<{ id: string }>(
    `UPDATE delivery SET status = 'failed', locked_until = NULL, last_error = 'The channel was switched off: ' || $2
      WHERE channel_id = $1 AND status = 'pending' RETURNING id`,
    [held.channelId, error],
  );
  return rows.map((row) => row.id);
}

/** Says in the fallback channel what could not be said here. Who has been told of the transition is not told again. */
async function insertFallbacks(
  sql: Sql,
  given: { ids: readonly string[]; atMs: number; error: string },
): Promise<void> {
  await sql.query(
    `INSERT INTO delivery (id, workspace_id, channel_id, incident_id, monitor_id, seq, event, next_at, created_at,
       notification)
     SELECT gen_random_uuid(), lost.workspace_id, other.id, lost.incident_id, lost.monitor_id, lost.seq, lost.event,
       to_timestamp($2 / 1000.0), lost.created_at, jsonb_set(lost.notification, '{reason}', to_jsonb(
         format('The channel “%s” could not be told (%s). %s', c.name, $3::text, lost.notification->>'reason')))
     FROM delivery lost
     JOIN channel c ON c.id = lost.channel_id
     JOIN channel other ON other.id = c.fallback_channel_id AND other.enabled
     WHERE lost.id = ANY($1) AND lost.event <> 'test'
     ON CONFLICT DO NOTHING`,
    [given.ids, given.atMs, given.error],
  );
}
