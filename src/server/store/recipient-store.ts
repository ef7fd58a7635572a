import type { ChannelKind, QuietHours } from "#contracts/channel.ts";
import { STORM_SIZE, STORM_WINDOW_MS, type StormSigns } from "#domain/notification/group-storm.ts";
import { roundOf } from "./delivery-write-store.ts";
import { IS_FAILING } from "./outbox-news-store.ts";
import type { Sql } from "./prisma.ts";

/** Signs of a storm that the database knows; the caller knows the others. */
export type Recipient = Omit<StormSigns, "here" | "isLate"> & {
  incidentId: string;
  channelId: string;
  kind: ChannelKind;
  name: string;
  quietHours: QuietHours | null;
};

/** A group that gathers is held no longer than this; what waits longer waits for something else. */
const GATHERING_MAX_MS = 60_000;

/** The channels that stand behind `wanted`: the fallback of one that Uptick has switched off, nobody for the others. */
const STANDS_IN = `
  JOIN channel own ON own.id = wanted.channel_id
  JOIN channel c ON c.enabled AND c.id =
    CASE WHEN own.enabled THEN own.id WHEN own.disabled_reason IS NOT NULL THEN own.fallback_channel_id END`;

function withStormSigns(side: "begins" | "ends", likely: string): string {
  const isSide = side === "ends" ? "d.event = 'up'" : "d.event IN ('down', 'degraded', 'flapping')";
  return `, channel_signs AS MATERIALIZED (
    SELECT target.channel_id, (${likely}) AS likely, lately.*
    FROM (SELECT DISTINCT channel_id FROM told) AS target
    CROSS JOIN LATERAL (
      SELECT (count(DISTINCT d.incident_id) FILTER (WHERE d.status <> 'suppressed'
          AND d.created_at > to_timestamp(($2::float8 - ${STORM_WINDOW_MS}) / 1000.0)
          AND d.incident_id NOT IN (SELECT incident_id FROM told)))::int AS recent,
        (extract(epoch FROM min(d.next_at) FILTER (WHERE d.status = 'pending' AND d.grouped AND d.attempts = 0
          AND d.next_at <= to_timestamp(($2::float8 + ${GATHERING_MAX_MS}) / 1000.0))) * 1000)::float8 AS gathering,
        (extract(epoch FROM max(d.next_at) FILTER (WHERE d.status = 'sent' AND d.grouped)) * 1000)::float8 AS last_group
      FROM delivery d
      WHERE d.channel_id = target.channel_id AND ${isSide}
        AND d.created_at > to_timestamp(($2::float8 - ${2 * GATHERING_MAX_MS}) / 1000.0)
    ) AS lately
  )
  SELECT told.incident_id AS "incidentId", told.channel_id AS "channelId", told.kind, told.name, told.quiet_hours AS "quietHours",
    recent, likely, gathering AS "gatheringUntilMs", last_group AS "lastGroupAtMs"
  FROM told JOIN channel_signs USING (channel_id)`;
}

const LIKELY_DOWN = `SELECT count(*)::int FROM (
    SELECT FROM monitor_state s JOIN monitor_channel mc ON mc.monitor_id = s.monitor_id
    WHERE mc.channel_id = target.channel_id AND ${IS_FAILING}
    LIMIT ${STORM_SIZE}) AS failing`;

const LIKELY_UP = `SELECT count(*)::int FROM (
    SELECT FROM (
      SELECT DISTINCT coalesce(d.leader_id, d.id) AS id FROM told JOIN delivery d USING (incident_id, channel_id)
      WHERE told.channel_id = target.channel_id AND d.grouped AND d.event <> 'up'
    ) AS leader
    JOIN delivery along ON along.id = leader.id OR along.leader_id = leader.id
    JOIN incident i ON i.id = along.incident_id AND i.closed_at IS NULL
    LIMIT ${STORM_SIZE}) AS still_down`;

const LIST_CHANNELS = `
  WITH wanted AS (
    SELECT news.incident_id, chosen.channel_id
    FROM jsonb_to_recordset($1::jsonb) AS news(incident_id uuid, monitor_id int)
    JOIN monitor_channel chosen ON chosen.monitor_id = news.monitor_id
    UNION SELECT incident_id, channel_id
    FROM jsonb_to_recordset($3::jsonb) AS also(incident_id uuid, channel_id uuid)
  ), told AS (
    SELECT DISTINCT wanted.incident_id, c.id AS channel_id, c.kind, c.name, c.quiet_hours FROM wanted ${STANDS_IN}
  )${withStormSigns("begins", LIKELY_DOWN)}`;

/** Who is told that these incidents began: the channels of their monitors and those that are named. */
export async function listChannels(
  sql: Sql,
  asked: {
    incidents: readonly { incidentId: string; monitorId: number | null }[];
    also: readonly { incidentId: string; channelId: string }[];
    nowMs: number;
  },
): Promise<Recipient[]> {
  const incidents = asked.incidents.map((row) => ({
    incident_id: row.incidentId,
    monitor_id: row.monitorId,
  }));
  const also = asked.also.map((row) => ({ incident_id: row.incidentId, channel_id: row.channelId }));
  const { rows } = await sql.query<Recipient>({
    name: "list-channels-to-tell",
    text: LIST_CHANNELS,
    values: [JSON.stringify(incidents), asked.nowMs, JSON.stringify(also)],
  });
  return rows;
}

const LIST_TOLD = `
  WITH told AS (
    SELECT DISTINCT d.incident_id, c.id AS channel_id, c.kind, c.name, c.quiet_hours
    FROM delivery d
    JOIN incident i ON i.id = d.incident_id
    JOIN channel c ON c.id = d.channel_id AND c.enabled
    WHERE d.incident_id = ANY($1::uuid[]) AND d.status IN ('pending', 'sent')
      AND d.event NOT IN ('up', 'acknowledged', 'test') AND ${roundOf("d")} = i.round
  )${withStormSigns("ends", LIKELY_UP)}`;

/** Who was told of these incidents, or may still be: a message of theirs is under way. */
export async function listTold(
  sql: Sql,
  asked: { incidentIds: readonly string[]; nowMs: number },
): Promise<Recipient[]> {
  const { rows } = await sql.query<Recipient>({
    name: "list-told-channels",
    text: LIST_TOLD,
    values: [[...asked.incidentIds], asked.nowMs],
  });
  return rows;
}

const NOBODY_ON_THE_WAY = `NOT EXISTS (
    SELECT FROM delivery waiting WHERE waiting.incident_id = d.incident_id AND waiting.channel_id = d.channel_id
      AND waiting.status = 'pending')`;

/** Who was told of these incidents and has nothing of them on the way: reminders do not pile up. */
export async function listRemindable(sql: Sql, incidentIds: readonly string[]): Promise<Reminded[]> {
  const { rows } = await sql.query<Reminded>({
    name: "list-remindable-channels",
    text: `SELECT DISTINCT d.incident_id AS "incidentId", c.id AS "channelId", c.kind, c.name, c.quiet_hours AS "quietHours"
      FROM delivery d
      JOIN incident i ON i.id = d.incident_id
      JOIN channel c ON c.id = d.channel_id AND c.enabled
      WHERE d.incident_id = ANY($1::uuid[]) AND d.status = 'sent' AND d.event NOT IN ('up', 'acknowledged', 'test')
        AND ${roundOf("d")} = i.round AND ${NOBODY_ON_THE_WAY}`,
    values: [[...incidentIds]],
  });
  return rows;
}

export type Reminded = Pick<Recipient, "incidentId" | "channelId" | "kind" | "name" | "quietHours">;
