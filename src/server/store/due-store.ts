import type { Tx } from "./prisma.ts";

// Rows are locked in the order that ingest takes them: a change that concerns everything must not deadlock with it.

/** Has the clock judge monitors at its next look: after a change of what their verdict follows from. */
export async function wakeMonitors(
  tx: Tx,
  change: { monitorIds: readonly number[]; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    WITH held AS (
      SELECT monitor_id FROM monitor_state WHERE monitor_id = ANY(${[...change.monitorIds]}::int[])
      ORDER BY monitor_id FOR UPDATE
    )
    UPDATE monitor_state s SET due_at = least(s.due_at, ${change.at}) FROM held WHERE s.monitor_id = held.monitor_id`;
}

/** The monitors that a maintenance window is for now. Those that are paused have no verdict. */
export async function wakeMaintained(tx: Tx, window: { maintenanceId: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    WITH held AS (
      SELECT s.monitor_id
      FROM maintenance w
      JOIN monitor m ON m.workspace_id = w.workspace_id AND m.paused_at IS NULL
        AND (w.everything OR EXISTS (
          SELECT FROM maintenance_target t
          WHERE t.maintenance_id = w.id AND (t.monitor_id = m.id OR t.tag = ANY(m.tags))
        ))
      JOIN monitor_state s ON s.monitor_id = m.id
      WHERE w.id = ${window.maintenanceId}::uuid
      ORDER BY s.monitor_id FOR UPDATE OF s
    )
    UPDATE monitor_state s SET due_at = least(s.due_at, ${window.at}) FROM held WHERE s.monitor_id = held.monitor_id`;
}

/** The monitors that follow the workspace's policy. */
export async function wakeFollowers(tx: Tx, change: { workspaceId: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    WITH held AS (
      SELECT s.monitor_id FROM monitor m JOIN monitor_state s ON s.monitor_id = m.id
      WHERE m.workspace_id = ${change.workspaceId}::uuid AND m.policy IS NULL AND m.paused_at IS NULL
      ORDER BY s.monitor_id FOR UPDATE OF s
    )
    UPDATE monitor_state s SET due_at = least(s.due_at, ${change.at}) FROM held WHERE s.monitor_id = held.monitor_id`;
}
