import { insertDeliveries } from "./outbox-store.ts";
import type { Tx } from "./prisma.ts";
import { sqlOf } from "./sql-of.ts";

export type Conclusion = { monitorId: number; at: Date; reason: string; actor: string };

type ConcludedRow = {
  monitor_id: number;
  workspace_id: string;
  seq: number;
  was: string;
  becomes: string;
  raw: string;
  at_ms: number;
  incident_id: string | null;
};

/**
 * Nothing is known while nobody looks: the time of a pause counts neither as up nor as down, and no incident goes on.
 * Whoever was told of it is told that it ends here, and why.
 */
export async function concludeUnknown(tx: Tx, change: Conclusion): Promise<void> {
  const { monitorId, at, reason } = change;
  const sql = sqlOf(tx);
  const { rows } = await sql.query<ConcludedRow>({
    name: "conclude-unknown",
    text: `WITH was AS MATERIALIZED (
        SELECT s.monitor_id, m.workspace_id, s.verdict, s.seq + 1 AS seq,
          greatest(s.since, to_timestamp($2 / 1000.0))::timestamptz(3) AS at,
          (SELECT id FROM incident i WHERE i.monitor_id = s.monitor_id AND i.closed_at IS NULL) AS incident_id
        FROM monitor_state s JOIN monitor m ON m.id = s.monitor_id
        WHERE s.monitor_id = $1 FOR UPDATE OF s
      ), news AS (
        SELECT * FROM was WHERE verdict <> 'unknown' OR incident_id IS NOT NULL
      ), moved AS (
        INSERT INTO transition (monitor_id, seq, workspace_id, "from", "to", raw, at, decided_at, reason, inputs)
        SELECT monitor_id, seq, workspace_id, verdict, 'unknown', 'unknown', at, to_timestamp($2 / 1000.0), $3,
          '{"readings": []}'::jsonb
        FROM news
      ), closed AS (
        UPDATE incident SET closed_at = news.at, closed_seq = news.seq, next_step_at = NULL, next_reminder_at = NULL
        FROM news WHERE incident.id = news.incident_id
      ), noted AS (
        INSERT INTO incident_event (id, incident_id, at, kind, actor, message)
        SELECT gen_random_uuid(), incident_id, at, 'resolved', $4, $3 FROM news WHERE incident_id IS NOT NULL
      ), shown AS (
        UPDATE advisory SET to_at = greatest(from_at, was.at)
        FROM was WHERE advisory.monitor_id = was.monitor_id AND advisory.to_at IS NULL
      ), state AS (
        UPDATE monitor_state SET verdict = 'unknown', raw = 'unknown', memory = '{}', due_at = NULL,
          reason = coalesce(news.reason, monitor_state.reason), since = coalesce(news.at, monitor_state.since),
          seq = coalesce(news.seq, monitor_state.seq)
        FROM was LEFT JOIN (SELECT monitor_id, at, seq, $3::text AS reason FROM news) AS news USING (monitor_id)
        WHERE monitor_state.monitor_id = was.monitor_id
      )
      SELECT monitor_id, workspace_id, seq, verdict::text AS was, 'unknown' AS becomes, 'unknown' AS raw,
        (extract(epoch FROM at) * 1000)::float8 AS at_ms, incident_id
      FROM news WHERE incident_id IS NOT NULL`,
    values: [monitorId, at.getTime(), reason, change.actor],
  });
  if (rows.length === 0) return;
  const changesJson = JSON.stringify(rows.map((row) => ({ ...row, reason, inputs: [] })));
  await insertDeliveries(sql, { changesJson, nowMs: at.getTime() });
}

/** What was before the pause is forgotten; the grace counts anew. */
export async function awaitFirstCheck(tx: Tx, change: { monitorId: number; at: Date }): Promise<void> {
  await tx.monitorState.updateMany({
    where: { monitorId: change.monitorId, verdict: "unknown" },
    data: {
      reason: "Waiting for the first check.",
      since: change.at,
      beganAt: change.at,
      memory: {},
      dueAt: null,
    },
  });
}
