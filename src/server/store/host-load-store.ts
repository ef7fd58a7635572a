import type { Tx } from "./prisma.ts";
import { sqlOf } from "./sql-of.ts";

/** Of all workspaces; paused monitors ask for nothing. */
export async function countChecksPerMinute(
  tx: Tx,
  asked: { host: string; exceptId: number | null },
): Promise<number> {
  const { rows } = await sqlOf(tx).query<{ per_minute: number }>({
    name: "count-checks-per-minute",
    text: `SELECT coalesce(sum(60000.0 / a.interval_ms), 0)::float8 AS per_minute
      FROM monitor m JOIN assignment a ON a.monitor_id = m.id AND a.until_at IS NULL
      WHERE m.host = $1 AND m.paused_at IS NULL AND m.id IS DISTINCT FROM $2`,
    values: [asked.host, asked.exceptId],
  });
  return rows[0]?.per_minute ?? 0;
}

/** Monitors that run, in the part of all hosts whose turn it is: `part` of `parts`. */
export async function listRunningOfPart(
  tx: Tx,
  turn: { part: number; parts: number },
): Promise<{ id: number; publicId: string; workspaceId: string; host: string }[]> {
  const { rows } = await sqlOf(tx).query<{
    id: number;
    public_id: string;
    workspace_id: string;
    host: string;
  }>({
    name: "list-running-of-part",
    text: `SELECT id, public_id, workspace_id, host FROM monitor
      WHERE paused_at IS NULL AND host <> '' AND (hashtext(host) & 2147483647) % $2 = $1
      ORDER BY host, id`,
    values: [turn.part, turn.parts],
  });
  return rows.map(({ id, public_id, workspace_id, host }) => ({
    id,
    publicId: public_id,
    workspaceId: workspace_id,
    host,
  }));
}
