import * as z from "zod";
import type { NotificationKind } from "#contracts/notification.ts";
import { formatTraceparent } from "#contracts/trace-context.ts";
import type { Hold } from "#domain/notification/hold-message.ts";
import { currentTrace } from "#server/runtime/request/traced.ts";
import type { Sql } from "./prisma.ts";
import { spanOf } from "./span-of.ts";

/** Reminders and escalation steps count up to here in each round of an incident. */
const PER_ROUND = 1_000_000;

/** A row for the outbox. `seq` is the transition that it tells of; null: none. */
export type NewDelivery = Hold & {
  incidentId: string;
  seq: number | null;
  channelId: string;
  event: NotificationKind;
  ordinal: number;
  atMs: number;
  durationMs: number | null;
  reason: string;
};

export function repeatOrdinal(round: number, count: number): number {
  return round * PER_ROUND + count;
}

/** Which round of its incident the delivery `alias` belongs to. */
export function roundOf(alias: string): string {
  return `CASE WHEN ${alias}.event IN ('reminder', 'escalation') THEN ${alias}.ordinal / ${PER_ROUND}
    ELSE ${alias}.ordinal END`;
}

// What each region saw is its newest reading in the transition; where there is none, what was said before.
const WRITE_DELIVERIES = `
  INSERT INTO delivery (id, workspace_id, channel_id, incident_id, monitor_id, seq, event, ordinal, status, next_at,
    grouped, held_because, created_at, traceparent, notification)
  SELECT gen_random_uuid(), i.workspace_id, row.channel_id, i.id, i.monitor_id, row.seq, row.event, row.ordinal,
    row.status, to_timestamp(row.next_at_ms / 1000), row.grouped, row.held_because, to_timestamp($3 / 1000.0), $6,
    jsonb_build_object(
      'kind', row.event, 'incidentId', i.id, 'severity', i.severity, 'worst', i.worst, 'at', row.at_ms, 'durationMs', row.duration_ms,
      'workspace', jsonb_build_object('name', w.name),
      'monitor', CASE WHEN m.id IS NULL THEN jsonb_build_object('id', i.id, 'name', coalesce(i.title, i.cause), 'target', '')
        ELSE jsonb_build_object('id', m.public_id, 'name', m.name, 'target', coalesce(nullif(m.target, ''), m.name)) END,
      'reason', row.reason,
      'regions', coalesce(seen.regions, said.regions, '[]')
    )
  FROM jsonb_to_recordset($1::jsonb) AS row(incident_id uuid, seq int, channel_id uuid, event "DeliveryEvent", ordinal int,
    status "DeliveryStatus", next_at_ms float8, "grouped" boolean, held_because text, at_ms float8, duration_ms float8,
    reason text)
  JOIN incident i ON i.id = row.incident_id
  JOIN workspace w ON w.id = i.workspace_id
  LEFT JOIN monitor m ON m.id = i.monitor_id
  LEFT JOIN jsonb_to_recordset($2::jsonb) AS change(monitor_id int, seq int, inputs jsonb)
    ON change.monitor_id = i.monitor_id AND change.seq = row.seq
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(to_jsonb(newest) ORDER BY newest.region) AS regions
    FROM (
      SELECT DISTINCT ON (reading.region) reading.region, reading.outcome, e.evidence->>'message' AS message
      FROM jsonb_to_recordset(change.inputs) AS reading(region text, "scheduledAt" float8, at float8, outcome text)
      JOIN region r ON r.code = reading.region
      LEFT JOIN tick_evidence e ON e.monitor_id = i.monitor_id AND e.region_id = r.id AND e.scheduled_at
        = to_timestamp(coalesce(reading."scheduledAt", reading.at) / 1000)::timestamptz(3)
        AND e.scheduled_at BETWEEN to_timestamp($4 / 1000.0) AND to_timestamp($5 / 1000.0)
      ORDER BY reading.region, reading.at DESC
    ) AS newest
  ) AS seen ON true
  LEFT JOIN LATERAL (
    SELECT d.notification->'regions' AS regions FROM delivery d
    WHERE row.seq IS NULL AND d.incident_id = i.id AND d.event IN ('down', 'degraded', 'flapping')
    ORDER BY d.created_at DESC LIMIT 1
  ) AS said ON true
  ON CONFLICT DO NOTHING
  RETURNING status::text`;

/** How many were new and are to be sent. What is in the outbox already stays as it is. */
export async function writeDeliveries(
  sql: Sql,
  given: { deliveries: readonly NewDelivery[]; changesJson: string; nowMs: number },
): Promise<number> {
  if (given.deliveries.length === 0) return 0;
  const { rows } = await sql.query<{ status: string }>({
    name: "write-deliveries",
    text: WRITE_DELIVERIES,
    values: [
      JSON.stringify(given.deliveries.map(toRow)),
      given.changesJson,
      given.nowMs,
      ...spanOf(listReadingTimes(given.changesJson)),
      traceparentNow(),
    ],
  });
  return rows.filter(({ status }) => status === "pending").length;
}

/** Of the transaction that writes; null unless the trace is kept. */
function traceparentNow(): string | null {
  const trace = currentTrace();
  return trace?.isSampled ? formatTraceparent(trace) : null;
}

const Change = z.object({
  inputs: z.array(z.object({ scheduledAt: z.number().nullish(), at: z.number() })).nullish(),
});

function listReadingTimes(changesJson: string): number[] {
  const changes = z.array(Change).parse(JSON.parse(changesJson));
  return changes.flatMap(({ inputs }) => (inputs ?? []).map(({ scheduledAt, at }) => scheduledAt ?? at));
}

function toRow(delivery: NewDelivery) {
  return {
    incident_id: delivery.incidentId,
    seq: delivery.seq,
    channel_id: delivery.channelId,
    event: delivery.event,
    ordinal: delivery.ordinal,
    status: delivery.status,
    next_at_ms: delivery.nextAtMs,
    grouped: delivery.grouped,
    held_because: delivery.heldBecause,
    at_ms: delivery.atMs,
    duration_ms: delivery.durationMs,
    reason: delivery.reason,
  };
}

// The locks in the order of ids: the channel's own commands take them in any order, but only of one channel.
const DROP_WAITING = `
  WITH waiting AS (
    SELECT d.id FROM delivery d
    WHERE d.incident_id = ANY($1::uuid[]) AND d.status = 'pending' AND d.attempts = 0
      AND (d.event IN ('reminder', 'escalation') OR $4 AND d.event <> 'up' AND (d.grouped OR d.held_because IS NOT NULL))
    ORDER BY d.id FOR UPDATE
  ), dropped AS (
    UPDATE delivery SET status = 'suppressed', grouped = false, held_because = $2
    FROM waiting WHERE delivery.id = waiting.id RETURNING incident_id, event
  ), noted AS (
    INSERT INTO incident_event (id, incident_id, at, kind, message)
    SELECT gen_random_uuid(), incident_id, to_timestamp($3 / 1000.0), 'suppressed', $2
    FROM dropped WHERE event NOT IN ('reminder', 'escalation') GROUP BY incident_id
  )
  SELECT count(*)::int AS dropped FROM dropped`;

/**
 * Gives up what was never tried: reminders and steps that wait, and with `held` also what quiet hours, a storm or a
 * parent have kept. A message that a dispatcher has taken meanwhile is not touched.
 */
export async function dropWaiting(
  sql: Sql,
  given: { incidentIds: readonly string[]; because: string; held: boolean; nowMs: number },
): Promise<number> {
  const { rows } = await sql.query<{ dropped: number }>({
    name: "drop-waiting-deliveries",
    text: DROP_WAITING,
    values: [[...given.incidentIds], given.because, given.nowMs, given.held],
  });
  return rows[0]?.dropped ?? 0;
}
