import type { DeliveryView } from "#contracts/channel.ts";
import type { Breaker } from "#domain/notification/breaker.ts";
import type { ClaimedDelivery } from "./dispatch-store.ts";
import type { Pool, Sql } from "./prisma.ts";
import { inTransaction } from "./sql-transaction.ts";

export type Response = { status: number | null; body: string; latencyMs: number };
export type HeldDelivery = Pick<ClaimedDelivery, "id" | "fence" | "channelId" | "channelSavedAt">;

type Attempted = {
  atMs: number;
  /** What was sent, secrets masked; null where nothing left. */
  request?: DeliveryView["request"];
  /** What the channel's breaker becomes; left out: it stays as it is. */
  breaker?: Breaker;
};
export type FinishedAttempt =
  | (Attempted & { kind: "sent"; response: Response })
  | (Attempted & { kind: "retry"; nextAtMs: number; error: string; response: Response | null })
  /** Nobody had to be told. */
  | (Attempted & { kind: "suppressed"; error: string; response: null })
  | GivenUp;
/** `failed` switches the channel off, `dead` does not. Both go to the fallback channel, if there is one. */
export type GivenUp = Attempted & { kind: "failed" | "dead"; error: string; response: Response | null };

/** False when the lease ran out and another dispatcher took the delivery: then nothing changes. */
export async function finishAttempt(
  pool: Pool,
  held: HeldDelivery,
  finished: FinishedAttempt,
): Promise<boolean> {
  if (finished.kind === "failed" || finished.kind === "dead") return giveUp(pool, held, finished);
  const { breaker } = finished;
  if (breaker === undefined) return (await recordAttempt(pool, held, finished)) !== null;
  return inTransaction(pool, async (sql) => {
    await lockChannelOnly(sql, held.channelId);
    if ((await recordAttempt(sql, held, finished)) === null) return false;
    await saveBreaker(sql, { channelId: held.channelId, breaker });
    return true;
  });
}

function giveUp(pool: Pool, held: HeldDelivery, finished: GivenUp): Promise<boolean> {
  return inTransaction(pool, async (sql) => {
    const savedAt = await lockChannel(sql, held.channelId);
    if (finished.kind === "failed" && savedAt?.getTime() !== held.channelSavedAt.getTime()) {
      // Somebody has changed the channel meanwhile: what refused us may be mended.
      const retry = { ...finished, kind: "retry", nextAtMs: finished.atMs } as const;
      return (await recordAttempt(sql, held, retry)) !== null;
    }
    const ids = await recordAttempt(sql, held, finished);
    if (ids === null) return false;
    const { breaker } = finished;
    if (breaker !== undefined) await saveBreaker(sql, { channelId: held.channelId, breaker });
    const others = finished.kind === "failed" ? await disableChannel(sql, held, finished) : [];
    await insertFallbacks(sql, { ids: [...ids, ...others], ...finished });
    return true;
  });
}

// A group ends with its leader, whatever the end is.
const RECORD_ATTEMPT = `
  WITH head AS (
    UPDATE delivery SET status = $3::"DeliveryStatus", locked_until = NULL, sent_at = to_timestamp($4 / 1000.0),
      next_at = coalesce(to_timestamp($5 / 1000.0), next_at), last_error = $6, response_status = $7, response_body = $8,
      latency_ms = $9, request = coalesce($10::jsonb, request), held_because = $11
    WHERE id = $1 AND fence = $2 AND status = 'pending'
    RETURNING *
  ), members AS (
    UPDATE delivery SET status = head.status, locked_until = NULL, sent_at = head.sent_at, next_at = head.next_at,
      last_error = head.last_error, response_status = head.response_status, response_body = head.response_body,
      latency_ms = head.latency_ms, held_because = head.held_because
    FROM head WHERE head.grouped AND delivery.leader_id = head.id AND delivery.status = 'pending'
    RETURNING delivery.id
  )
  SELECT id FROM head UNION ALL SELECT id FROM members`;

/** The delivery and the members of its group; null when it is no longer ours. */
async function recordAttempt(
  sql: Sql | Pool,
  held: HeldDelivery,
  done: FinishedAttempt,
): Promise<string[] | null> {
  const isSent = done.kind === "sent";
  const error = isSent || done.kind === "suppressed" ? null : done.error;
  const { rows } = await sql.query<{ id: string }>({
    name: "record-attempt",
    text: RECORD_ATTEMPT,
    values: [
      held.id,
      held.fence,
      done.kind === "retry" ? "pending" : done.kind,
      isSent ? done.atMs : null,
      done.kind === "retry" ? done.nextAtMs : null,
      error,
      done.response?.status ?? null,
      done.response?.body ?? null,
      done.response?.latencyMs ?? null,
      done.request ? JSON.stringify(done.request) : null,
      done.kind === "suppressed" ? done.error : null,
    ],
  });
  return rows.length === 0 ? null : rows.map((row) => row.id);
}

/** Channels before deliveries, as commands on a channel do. */
async function lockChannelOnly(sql: Sql, channelId: string): Promise<void> {
  await sql.query({
    name: "lock-channel",
    text: "SELECT FROM channel WHERE id = $1 FOR NO KEY UPDATE",
    values: [channelId],
  });
}

async function saveBreaker(sql: Sql, change: { channelId: string; breaker: Breaker }): Promise<void> {
  const { failureStreak, openUntilMs } = change.breaker;
  await sql.query({
    name: "save-breaker",
    text: "UPDATE channel SET failure_streak = $2, open_until = to_timestamp($3 / 1000.0) WHERE id = $1",
    values: [change.channelId, failureStreak, openUntilMs],
  });
}

/** Monitors first, as whoever deletes one holds it before its deliveries. */
async function lockChannel(sql: Sql, channelId: string): Promise<Date | undefined> {
  await sql.query({
    name: "lock-monitors-of-channel",
    text: `SELECT FROM monitor WHERE id IN (
        SELECT monitor_id FROM delivery WHERE channel_id = $1 AND status = 'pending') ORDER BY id FOR KEY SHARE`,
    values: [channelId],
  });
  const { rows } = await sql.query<{ savedAt: Date }>({
    name: "lock-channel-saved-at",
    text: `SELECT updated_at AS "savedAt" FROM channel WHERE id = $1 FOR NO KEY UPDATE`,
    values: [channelId],
  });
  return rows[0]?.savedAt;
}

/** Returns the deliveries that were still waiting for the channel. */
async function disableChannel(sql: Sql, held: HeldDelivery, { error, atMs }: GivenUp): Promise<string[]> {
  await sql.query({
    name: "disable-channel",
    text: `UPDATE channel SET enabled = false, disabled_reason = $2, updated_at = to_timestamp($3 / 1000.0)
      WHERE id = $1 AND enabled`,
    values: [held.channelId, error, atMs],
  });
  const { rows } = await sql.query<{ id: string }>({
    name: "fail-waiting-deliveries",
    text: `UPDATE delivery SET status = 'failed', locked_until = NULL, last_error = 'The channel was switched off: ' || $2
      WHERE channel_id = $1 AND status = 'pending' RETURNING id`,
    values: [held.channelId, error],
  });
  return rows.map((row) => row.id);
}

/** Says in the fallback channel what could not be said here. Who has been told of the transition is not told again. */
async function insertFallbacks(
  sql: Sql,
  given: { ids: readonly string[]; atMs: number; error: string },
): Promise<void> {
  await sql.query({
    name: "insert-fallbacks",
    text: `INSERT INTO delivery (id, workspace_id, channel_id, incident_id, monitor_id, seq, event, ordinal, grouped,
        next_at, created_at, notification)
      SELECT gen_random_uuid(), lost.workspace_id, other.id, lost.incident_id, lost.monitor_id, lost.seq, lost.event,
        lost.ordinal, lost.grouped, to_timestamp($2 / 1000.0), lost.created_at,
        jsonb_set(lost.notification, '{reason}', to_jsonb(
          format('The channel “%s” could not be told (%s). %s', c.name, $3::text, lost.notification->>'reason')))
      FROM delivery lost
      JOIN channel c ON c.id = lost.channel_id
      JOIN channel other ON other.id = c.fallback_channel_id AND other.enabled
      WHERE lost.id = ANY($1) AND lost.event NOT IN ('test', 'acknowledged')
      ON CONFLICT DO NOTHING`,
    values: [given.ids, given.atMs, given.error],
  });
}
