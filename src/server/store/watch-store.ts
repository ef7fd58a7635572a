import { INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import { BACK_OFF, GapReason } from "#contracts/tick.ts";
import type { Pipeline } from "#domain/watch/find-conditions.ts";
import type { Pool, Sql } from "./prisma.ts";

const MISSED_WINDOW_MS = 10 * 60_000;
// A probe that cannot make this kind of check misses nothing.
const UNSUPPORTED = GapReason.options.indexOf("unsupported");
// Private locations are their workspaces' own: what they miss is no fault of this Uptick.
// A count that stops: on a bad day there are millions.
const MOST_COUNTED = 200_000;

const READ_FACTS = `
  WITH moment AS (SELECT to_timestamp($1 / 1000.0) AS at),
  mark AS (SELECT name, extract(epoch FROM w.at) * 1000 AS at, extract(epoch FROM updated_at) * 1000 AS ran FROM watermark w),
  slots AS (
    SELECT a.interval_ms, least($1 - extract(epoch FROM a.from_at) * 1000, ${MISSED_WINDOW_MS}) AS span_ms
    FROM assignment a JOIN monitor m ON m.id = a.monitor_id
    JOIN region r ON r.id = a.region_id
    WHERE a.until_at IS NULL AND m.paused_at IS NULL AND r.enabled AND r.workspace_id IS NULL
      AND a.from_at < to_timestamp($1 / 1000.0)
  )
  SELECT (SELECT at FROM mark WHERE name = 'schedule')::float8 AS "scheduledToMs",
    (SELECT ran FROM mark WHERE name = 'sweep')::float8 AS "sweepRanAtMs",
    (SELECT max(ran) FROM mark WHERE name LIKE 'rollup%')::float8 AS "rollupRanAtMs",
    (SELECT ran FROM mark WHERE name = 'clock')::float8 AS "clockRanAtMs",
    (
      SELECT extract(epoch FROM min(d.next_at)) * 1000 FROM delivery d JOIN channel c ON c.id = d.channel_id
      WHERE d.status = 'pending' AND c.subscriber_id IS NULL AND d.next_at <= moment.at AND c.enabled AND coalesce(c.open_until, moment.at) <= moment.at
        AND NOT (d.event = 'up' AND EXISTS (
          SELECT FROM delivery first WHERE first.incident_id = d.incident_id AND first.channel_id = d.channel_id
            AND first.status = 'pending' AND first.event <> 'up'
        ))
    )::float8 AS "outboxSinceMs",
    (SELECT coalesce(sum(floor(span_ms / interval_ms)), 0) FROM slots)::float8 AS expected,
    (
      SELECT count(*) FROM (
        SELECT FROM gap WHERE scheduled_at > moment.at - interval '${MISSED_WINDOW_MS} milliseconds'
          AND scheduled_at <= moment.at AND reason NOT IN (${UNSUPPORTED}, ${BACK_OFF})
          AND region_id NOT IN (SELECT id FROM region WHERE workspace_id IS NOT NULL) LIMIT ${MOST_COUNTED}
      ) AS counted
    )::float8 AS missed,
    (SELECT extract(epoch FROM max(scheduled_at)) * 1000 FROM monitor_region_state WHERE region_id <> ${INBOUND_REGION_ID})::float8 AS "newestCheckMs",
    (SELECT min(interval_ms) FROM slots WHERE span_ms > 2 * interval_ms)::float8 AS "shortestIntervalMs",
    to_regclass('tick_' || to_char(moment.at AT TIME ZONE 'UTC', 'YYYYMMDD')) IS NOT NULL AS "hasToday",
    to_regclass('tick_' || to_char(moment.at AT TIME ZONE 'UTC' + interval '1 day', 'YYYYMMDD')) IS NOT NULL AS "hasTomorrow"
  FROM moment`;

export async function readPipeline(sql: Sql | Pool, nowMs: number): Promise<Pipeline> {
  const { rows } = await sql.query<Pipeline>({
    name: "read-pipeline-facts",
    text: READ_FACTS,
    values: [nowMs],
  });
  const [facts] = rows;
  if (!facts) throw new Error("Postgres gave no row for the facts of the pipeline.");
  return facts;
}

/** `inUse`: monitors are checked from there. `sickBecause`: the reason of its open fault. */
export type WatchedRegion = {
  code: string;
  name: string;
  runtime: "node" | "edge" | "agent";
  healthy: boolean;
  lastSeenAt: Date | null;
  sickBecause: string | null;
  /** Whose private location it is. */
  workspaceId: string | null;
};

/** The regions that are enabled and have monitors. */
export async function listWatchedRegions(sql: Sql | Pool): Promise<WatchedRegion[]> {
  const { rows } = await sql.query<WatchedRegion>({
    name: "list-watched-regions",
    text: `SELECT r.code, r.name, r.runtime, r.healthy, r.last_seen_at AS "lastSeenAt",
        r.workspace_id AS "workspaceId",
        (SELECT f.reason FROM region_fault f WHERE f.region_id = r.id AND f.to_at IS NULL ORDER BY f.from_at LIMIT 1)
          AS "sickBecause"
      FROM region r
      WHERE r.enabled AND EXISTS (
        SELECT FROM assignment a JOIN monitor m ON m.id = a.monitor_id
        WHERE a.region_id = r.id AND a.until_at IS NULL AND m.paused_at IS NULL
      ) ORDER BY r.id`,
  });
  return rows;
}

export type LostChannel = { id: string; workspaceId: string; name: string; reason: string };

/** Channels that Uptick has switched off and that nothing stands in for, although monitors tell them. */
export async function listLostChannels(sql: Sql | Pool): Promise<LostChannel[]> {
  const { rows } = await sql.query<LostChannel>({
    name: "list-lost-channels",
    text: `SELECT c.id, c.workspace_id AS "workspaceId", c.name, c.disabled_reason AS reason
      FROM channel c LEFT JOIN channel other ON other.id = c.fallback_channel_id
      WHERE NOT c.enabled AND c.disabled_reason IS NOT NULL AND coalesce(other.enabled, false) = false
        AND EXISTS (SELECT FROM monitor_channel used WHERE used.channel_id = c.id)
      ORDER BY c.id`,
  });
  return rows;
}

export type Watcher = { workspaceId: string; hasChannel: boolean };

/** Every workspace, the oldest first, and whether a channel of it tells the owners. */
export async function listWatchers(sql: Sql | Pool): Promise<Watcher[]> {
  const { rows } = await sql.query<Watcher>({
    name: "list-watchers",
    text: `SELECT w.id AS "workspaceId",
        EXISTS (SELECT FROM channel c WHERE c.workspace_id = w.id AND c.tells_owners AND c.enabled) AS "hasChannel"
      FROM workspace w ORDER BY w.created_at, w.id`,
  });
  return rows;
}

/** Whom to write to where no channel tells the owners. */
export async function findOwners(
  sql: Sql | Pool,
  workspaceId: string,
): Promise<{ workspaceName: string; addresses: string[]; hasChannel: boolean }> {
  const { rows } = await sql.query<{ workspaceName: string; addresses: string[]; hasChannel: boolean }>({
    name: "find-owners",
    text: `SELECT w.name AS "workspaceName",
        ARRAY(SELECT u.email FROM member m JOIN "user" u ON u.id = m.user_id
          WHERE m.workspace_id = w.id AND m.role = 'owner' ORDER BY u.email) AS addresses,
        EXISTS (SELECT FROM channel c WHERE c.workspace_id = w.id AND c.tells_owners AND c.enabled) AS "hasChannel"
      FROM workspace w WHERE w.id = $1`,
    values: [workspaceId],
  });
  return rows[0] ?? { workspaceName: "", addresses: [], hasChannel: true };
}
