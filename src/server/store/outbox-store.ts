import type { Sql } from "./prisma.ts";

/** The rows of verdict-store's `change`, as JSON. */
type Written = { changesJson: string; nowMs: number };

// A down goes to the monitor's channels, or to the fallback of one that Uptick has switched off. What ends it goes to
// whoever was told of the down, and to nobody else. The reading of each region is its newest.
const INSERT_DELIVERIES = `
  WITH change AS (
    SELECT row.*, m.public_id, m.name, coalesce(m."check"->>'url', m.name) AS target, w.name AS workspace_name
    FROM jsonb_to_recordset($1::jsonb) AS row(monitor_id int, workspace_id uuid, seq int, was "VerdictKind",
      becomes "VerdictKind", at_ms float8, reason text, inputs jsonb)
    JOIN monitor m ON m.id = row.monitor_id
    JOIN workspace w ON w.id = row.workspace_id
    WHERE becomes <> 'unknown'
  ), told AS (
    SELECT change.monitor_id, i.id AS incident_id, channel.id AS channel_id, 'down'::"DeliveryEvent" AS event,
      NULL::float8 AS duration_ms
    FROM change
    JOIN incident i ON i.monitor_id = change.monitor_id AND i.opened_seq = change.seq
    JOIN monitor_channel chosen ON chosen.monitor_id = change.monitor_id
    JOIN channel own ON own.id = chosen.channel_id
    JOIN channel ON channel.enabled AND channel.id =
      CASE WHEN own.enabled THEN own.id WHEN own.disabled_reason IS NOT NULL THEN own.fallback_channel_id END
    WHERE becomes = 'down'
    UNION
    SELECT change.monitor_id, i.id, channel.id, 'up', at_ms - (extract(epoch FROM i.opened_at) * 1000)::float8
    FROM change
    JOIN incident i ON i.monitor_id = change.monitor_id AND i.closed_seq = change.seq
    JOIN delivery down ON down.incident_id = i.id AND down.event = 'down'
    JOIN channel ON channel.id = down.channel_id AND channel.enabled
    WHERE becomes <> 'down'
  )
  INSERT INTO delivery (id, workspace_id, channel_id, incident_id, monitor_id, seq, event, next_at, created_at,
    notification)
  SELECT gen_random_uuid(), change.workspace_id, told.channel_id, told.incident_id, change.monitor_id, change.seq,
    told.event, to_timestamp($2 / 1000.0), to_timestamp($2 / 1000.0), jsonb_build_object(
      'kind', told.event, 'incidentId', told.incident_id, 'at', change.at_ms, 'durationMs', told.duration_ms,
      'workspace', jsonb_build_object('name', change.workspace_name),
      'monitor', jsonb_build_object('id', change.public_id, 'name', change.name, 'target', change.target),
      'reason', change.reason,
      'regions', coalesce(seen.regions, '[]')
    )
  FROM told
  JOIN change USING (monitor_id)
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(to_jsonb(newest) ORDER BY newest.region) AS regions
    FROM (
      SELECT DISTINCT ON (reading.region) reading.region, reading.outcome, e.evidence->>'message' AS message
      FROM jsonb_to_recordset(change.inputs) AS reading(region text, at float8, outcome text)
      JOIN region r ON r.code = reading.region
      LEFT JOIN tick_evidence e ON e.monitor_id = change.monitor_id AND e.region_id = r.id
        AND e.scheduled_at = to_timestamp(reading.at / 1000)::timestamptz(3)
      ORDER BY reading.region, reading.at DESC
    ) AS newest
  ) AS seen
  ON CONFLICT DO NOTHING`;

/** Writes what people have to be told of verdicts that this transaction has changed. */
export async function insertDeliveries(sql: Sql, written: Written): Promise<number> {
  const { rowCount } = await sql.query({
    name: "insert-deliveries",
    text: INSERT_DELIVERIES,
    values: [written.changesJson, written.nowMs],
  });
  return rowCount ?? 0;
}
