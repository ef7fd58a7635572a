import type { SystemHealth } from "#contracts/system-health.ts";
import { GapReason } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";

/** Not empty `tags`: only monitors with one of them. */
export type HealthScope = { workspaceId: string; tags: readonly string[]; fromMs: number; nowMs: number };

const MINE = `m.workspace_id = $1 AND (cardinality($2::text[]) = 0 OR m.tags && $2::text[])`;
/** On a bad day there are millions. */
const MOST_COUNTED = 200_000;
const MOST_FAULTS = 20;

export async function listCheckRates(sql: Sql, scope: HealthScope): Promise<SystemHealth["regions"]> {
  const { rows } = await sql.query<SystemHealth["regions"][number]>({
    name: "list-check-rates",
    text: `WITH hour AS (SELECT date_trunc('hour', to_timestamp($3 / 1000.0)) - interval '1 hour' AS began)
      SELECT r.code,
        coalesce((
          SELECT sum(60000.0 / a.interval_ms) FROM assignment a JOIN monitor m ON m.id = a.monitor_id
          WHERE a.region_id = r.id AND a.until_at IS NULL AND m.paused_at IS NULL AND ${MINE}
        ), 0)::float8 AS "plannedPerMin",
        (
          SELECT sum(h.ticks) / 60.0 FROM rollup_hour h JOIN monitor m ON m.id = h.monitor_id, hour
          WHERE h.hour = hour.began AND h.region_id = r.id AND ${MINE}
        )::float8 AS "donePerMin"
      FROM region r
      WHERE r.enabled AND r.deleted_at IS NULL AND (r.workspace_id IS NULL OR r.workspace_id = $1)
      ORDER BY r.id`,
    values: [scope.workspaceId, [...scope.tags], scope.nowMs],
  });
  return rows;
}

export async function countGaps(sql: Sql, scope: HealthScope): Promise<SystemHealth["gaps"]> {
  const { rows } = await sql.query<Omit<SystemHealth["gaps"][number], "reason"> & { reason: number }>(
    `SELECT r.code AS region, r.name AS "regionName", g.reason, count(*)::int AS count,
        (extract(epoch FROM max(g.scheduled_at)) * 1000)::float8 AS "lastAt"
      FROM (
        SELECT g.region_id, g.reason, g.scheduled_at FROM gap g JOIN monitor m ON m.id = g.monitor_id
        WHERE g.scheduled_at > to_timestamp($3 / 1000.0) AND ${MINE} LIMIT ${MOST_COUNTED}
      ) g JOIN region r ON r.id = g.region_id
      GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1`,
    [scope.workspaceId, [...scope.tags], scope.fromMs],
  );
  return rows.map((row) => ({ ...row, reason: GapReason.options[row.reason] ?? "lost" }));
}

export async function listNewestFaults(
  sql: Sql,
  asked: { workspaceId: string; sinceMs: number },
): Promise<SystemHealth["faults"]> {
  const { rows } = await sql.query<SystemHealth["faults"][number]>(
    `SELECT r.code AS region, r.name AS "regionName", f.kind, f.reason,
        (extract(epoch FROM f.from_at) * 1000)::float8 AS "fromAt",
        (extract(epoch FROM f.to_at) * 1000)::float8 AS "toAt"
      FROM region_fault f JOIN region r ON r.id = f.region_id
      WHERE (f.to_at IS NULL OR f.to_at > to_timestamp($1 / 1000.0))
        AND (r.workspace_id IS NULL OR r.workspace_id = $2)
      ORDER BY f.to_at IS NULL DESC, f.from_at DESC LIMIT ${MOST_FAULTS}`,
    [asked.sinceMs, asked.workspaceId],
  );
  return rows;
}

export async function describeOutbox(
  sql: Sql,
  scope: Pick<HealthScope, "workspaceId" | "nowMs">,
): Promise<SystemHealth["outbox"]> {
  const { rows } = await sql.query<SystemHealth["outbox"]>(
    `SELECT count(*)::int AS waiting, (extract(epoch FROM min(d.next_at)) * 1000)::float8 AS "sinceAt"
      FROM delivery d JOIN channel c ON c.id = d.channel_id
      WHERE d.workspace_id = $1 AND d.status = 'pending' AND c.subscriber_id IS NULL AND d.next_at <= to_timestamp($2 / 1000.0)
        AND c.enabled AND coalesce(c.open_until, '-infinity') <= to_timestamp($2 / 1000.0)`,
    [scope.workspaceId, scope.nowMs],
  );
  return rows[0] ?? { waiting: 0, sinceAt: null };
}
