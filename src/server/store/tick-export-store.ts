import { TickExportState } from "#contracts/tick-export.ts";
import { findInstanceSetting } from "./instance-setting-store.ts";
import type { Pool, Sql } from "./prisma.ts";

const NAME = "tick_export";

export async function findTickExport(sql: Sql | Pool): Promise<TickExportState> {
  return TickExportState.parse((await findInstanceSetting(sql, NAME)) ?? {});
}

/** Replaces the given parts and keeps the others. */
export async function noteTickExport(sql: Sql | Pool, news: Partial<TickExportState>): Promise<void> {
  await sql.query({
    name: "note-tick-export",
    text: `INSERT INTO instance_setting (name, value) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET value = instance_setting.value || excluded.value`,
    values: [NAME, JSON.stringify(news)],
  });
}

export type ExportedMonitor = { id: number; publicId: string; name: string };

/** Workspaces and their monitors, also paused ones. What was deleted is being removed, here as there. */
export async function listExportMonitors(
  sql: Sql | Pool,
  workspaceId: string | null,
): Promise<Map<string, ExportedMonitor[]>> {
  const { rows } = await sql.query<ExportedMonitor & { workspaceId: string }>(
    `SELECT workspace_id AS "workspaceId", id, public_id AS "publicId", name FROM monitor
     WHERE $1::uuid IS NULL OR workspace_id = $1 ORDER BY workspace_id, id`,
    [workspaceId],
  );
  const monitors = new Map<string, ExportedMonitor[]>();
  for (const { workspaceId: owner, ...monitor } of rows) {
    monitors.set(owner, [...(monitors.get(owner) ?? []), monitor]);
  }
  return monitors;
}

export type ExportedSlot = {
  at: Date;
  region: string;
  /** Null: a gap. */
  tick: Record<string, number | boolean | null> | null;
  evidence: unknown;
  reason: number | null;
};

// The bounds are constants for the planner, which so looks into one partition of each table.
const SLOTS = (from: string, to: string) => `
  SELECT t.scheduled_at AS at, r.code AS region, e.evidence, NULL::int AS reason,
    jsonb_build_object('outcome', t.outcome, 'origin', t.origin, 'vote', t.vote, 'status', t.status,
      'totalUs', t.total_us, 'dnsUs', t.dns_us, 'connectUs', t.connect_us, 'tlsUs', t.tls_us, 'ttfbUs', t.ttfb_us,
      'transferUs', t.transfer_us, 'bytes', t.bytes, 'lateMs', t.late_ms) AS tick
  FROM tick t
  JOIN region r ON r.id = t.region_id
  LEFT JOIN tick_evidence e ON e.monitor_id = t.monitor_id AND e.region_id = t.region_id
    AND e.scheduled_at = t.scheduled_at AND e.scheduled_at >= '${from}' AND e.scheduled_at < '${to}'
  WHERE t.monitor_id = $1 AND t.scheduled_at >= '${from}' AND t.scheduled_at < '${to}'
  UNION ALL
  SELECT g.scheduled_at, r.code, NULL, g.reason::int, NULL
  FROM gap g JOIN region r ON r.id = g.region_id
  WHERE g.monitor_id = $1 AND g.scheduled_at >= '${from}' AND g.scheduled_at < '${to}'
  ORDER BY at, region`;

/** All slots of one monitor in a span of a day at most, in their order. */
export async function listSlotsToExport(
  sql: Sql | Pool,
  query: { monitorId: number; fromMs: number; toMs: number },
): Promise<ExportedSlot[]> {
  const [from, to] = [new Date(query.fromMs).toISOString(), new Date(query.toMs).toISOString()];
  const { rows } = await sql.query<ExportedSlot>(SLOTS(from, to), [query.monitorId]);
  return rows;
}
