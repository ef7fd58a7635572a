import type { Tx } from "./prisma.ts";

/** Nothing is known while nobody looks: the time of a pause counts neither as up nor as down, and no incident goes on. */
export async function concludeUnknown(
  tx: Tx,
  change: { monitorId: number; at: Date; reason: string },
): Promise<void> {
  const { monitorId, at, reason } = change;
  await tx.$executeRaw`
    WITH was AS MATERIALIZED (
      SELECT s.monitor_id, m.workspace_id, s.verdict, s.seq + 1 AS seq, greatest(s.since, ${at}) AS at
      FROM monitor_state s JOIN monitor m ON m.id = s.monitor_id
      WHERE s.monitor_id = ${monitorId} AND s.verdict <> 'unknown'
      FOR UPDATE OF s
    ), moved AS (
      INSERT INTO transition (monitor_id, seq, workspace_id, "from", "to", at, decided_at, reason, inputs)
      SELECT monitor_id, seq, workspace_id, verdict, 'unknown', at, ${at}, ${reason}, '[]'::jsonb FROM was
    ), closed AS (
      UPDATE incident SET closed_at = was.at, closed_seq = was.seq
      FROM was WHERE incident.monitor_id = was.monitor_id AND incident.closed_at IS NULL
    )
    UPDATE monitor_state SET verdict = 'unknown', reason = ${reason}, since = was.at, seq = was.seq
    FROM was WHERE monitor_state.monitor_id = was.monitor_id`;
}

export async function awaitFirstCheck(tx: Tx, change: { monitorId: number; at: Date }): Promise<void> {
  await tx.monitorState.updateMany({
    where: { monitorId: change.monitorId, verdict: "unknown" },
    data: { reason: "Waiting for the first check.", since: change.at },
  });
}
