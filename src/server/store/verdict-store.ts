import { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { insertDeliveries } from "./outbox-store.ts";
import type { Sql } from "./prisma.ts";

export type LockedMonitor = {
  monitorId: number;
  workspaceId: string;
  verdict: Verdict;
  sinceMs: number;
  seq: number;
  intervalMs: number;
};

export type StoredReading = { region: string; at: number; outcome: Outcome };

/** Locks the state of monitors that are not paused, in the order of their ids, so that judges take turns. */
export async function lockMonitorStates(sql: Sql, monitorIds: readonly number[]): Promise<LockedMonitor[]> {
  const { rows } = await sql.query<LockedMonitor>({
    name: "lock-monitor-states",
    text: `SELECT s.monitor_id AS "monitorId", m.workspace_id AS "workspaceId", s.verdict, s.seq,
        (extract(epoch FROM s.since) * 1000)::float8 AS "sinceMs", m.interval_ms AS "intervalMs"
      FROM monitor_state s JOIN monitor m ON m.id = s.monitor_id
      WHERE s.monitor_id = ANY($1) AND m.paused_at IS NULL
      ORDER BY s.monitor_id FOR UPDATE OF s`,
    values: [[...monitorIds]],
  });
  return rows;
}

const READINGS_PER_REGION = 2;
/** Outcomes that say nothing about the target, as stored. */
export const NOT_A_READING = ["internal", "blocked"].map((name) =>
  Outcome.options.indexOf(Outcome.parse(name)),
);

/** The newest voting ticks of each region that checks the monitor, by monitor id. */
export async function listReadings(
  sql: Sql,
  asked: { monitorIds: readonly number[]; nowMs: number },
): Promise<Map<number, StoredReading[]>> {
  const { rows } = await sql.query<[number, string, number, number]>({
    name: "list-readings",
    text: `
      SELECT a.monitor_id, r.code, (extract(epoch FROM t.scheduled_at) * 1000)::float8, t.outcome
      FROM assignment a
      JOIN region r ON r.id = a.region_id
      CROSS JOIN LATERAL (
        SELECT scheduled_at, outcome FROM tick
        WHERE tick.monitor_id = a.monitor_id AND tick.region_id = a.region_id AND tick.vote
          AND tick.outcome <> ALL($3::smallint[])
          AND tick.scheduled_at > to_timestamp($2 / 1000.0) - greatest(a.interval_ms * 6, 180000) * interval '1 ms'
          AND tick.scheduled_at < to_timestamp($2 / 1000.0) + interval '10 min'
        ORDER BY tick.scheduled_at DESC LIMIT ${READINGS_PER_REGION}
      ) AS t
      WHERE a.monitor_id = ANY($1) AND a.until_at IS NULL`,
    values: [[...asked.monitorIds], asked.nowMs, NOT_A_READING],
    rowMode: "array",
  });
  const readings = new Map<number, StoredReading[]>();
  for (const [monitorId, region, at, outcome] of rows) {
    const list = readings.get(monitorId) ?? [];
    list.push({ region, at, outcome: Outcome.options[outcome] ?? "internal" });
    readings.set(monitorId, list);
  }
  return readings;
}

export type VerdictChange = {
  monitor: LockedMonitor;
  to: Verdict;
  at: number;
  reason: string;
  inputs: readonly StoredReading[];
  incidentId: string;
};

/**
 * Writes the changed verdicts with their transitions, opens an incident on the way down and closes it on the way up, and
 * puts what people have to be told into the outbox: how many deliveries is returned. Silence ends no incident: unknown is
 * not up. The monitors' states must be locked by this transaction: the sequence has no holes.
 */
export async function saveVerdictChanges(
  sql: Sql,
  { changes, nowMs }: { changes: readonly VerdictChange[]; nowMs: number },
): Promise<number> {
  if (changes.length === 0) return 0;
  const changesJson = JSON.stringify(changes.map(toRow));
  await sql.query(
    `WITH change AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS row(monitor_id int, workspace_id uuid, seq int, was "VerdictKind",
         becomes "VerdictKind", at_ms float8, reason text, inputs jsonb, incident_id uuid)
     ), state AS (
       UPDATE monitor_state SET verdict = becomes, reason = change.reason, since = to_timestamp(at_ms / 1000),
         seq = change.seq
       FROM change WHERE monitor_state.monitor_id = change.monitor_id
     ), moved AS (
       INSERT INTO transition (monitor_id, seq, workspace_id, "from", "to", at, reason, inputs)
       SELECT monitor_id, seq, workspace_id, was, becomes, to_timestamp(at_ms / 1000), reason, inputs FROM change
     ), closed AS (
       UPDATE incident SET closed_at = to_timestamp(at_ms / 1000), closed_seq = change.seq
       FROM change WHERE incident.monitor_id = change.monitor_id AND closed_at IS NULL AND becomes NOT IN ('down', 'unknown')
     )
     INSERT INTO incident (id, workspace_id, monitor_id, opened_at, opened_seq, cause)
     SELECT incident_id, workspace_id, monitor_id, to_timestamp(at_ms / 1000), seq, reason
     FROM change WHERE becomes = 'down'
     ON CONFLICT DO NOTHING`,
    [changesJson],
  );
  const isNews = changes.some(({ to }) => to !== "unknown");
  return isNews ? insertDeliveries(sql, { changesJson, nowMs }) : 0;
}

/** A transition never lies before the one it follows: late ticks may decide, but time runs one way. */
function toRow(change: VerdictChange) {
  return {
    monitor_id: change.monitor.monitorId,
    workspace_id: change.monitor.workspaceId,
    seq: change.monitor.seq + 1,
    was: change.monitor.verdict,
    becomes: change.to,
    at_ms: Math.max(change.at, change.monitor.sinceMs),
    reason: change.reason,
    inputs: change.inputs,
    incident_id: change.incidentId,
  };
}
