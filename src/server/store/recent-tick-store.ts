import { Outcome } from "#contracts/tick.ts";
import type { RecentTick } from "#contracts/view.ts";
import type { Sql } from "./prisma.ts";

/** The newest ticks of each monitor, all regions merged, oldest first. One index probe per monitor, region and day. */
export async function listRecentTicks(
  sql: Sql,
  query: { monitorIds: readonly number[]; from: Date; to: Date; limit: number },
): Promise<Map<number, RecentTick[]>> {
  const { rows } = await sql.query<{
    id: number;
    code: string;
    at: number;
    outcome: number;
    total_us: number;
  }>(
    `SELECT wanted.id, r.code, (extract(epoch FROM newest.scheduled_at) * 1000)::float8 AS at, newest.outcome, newest.total_us
      FROM unnest($1::int[]) AS wanted(id)
      CROSS JOIN LATERAL (
        SELECT tick.region_id, tick.scheduled_at, tick.outcome, tick.total_us
        FROM monitor_region_state seen
        CROSS JOIN LATERAL (
          SELECT t.region_id, t.scheduled_at, t.outcome, t.total_us
          FROM tick t
          WHERE t.monitor_id = seen.monitor_id AND t.region_id = seen.region_id
            AND t.scheduled_at >= $2 AND t.scheduled_at <= $3
          ORDER BY t.scheduled_at DESC LIMIT $4
        ) tick
        WHERE seen.monitor_id = wanted.id
        ORDER BY tick.scheduled_at DESC LIMIT $4
      ) newest
      JOIN region r ON r.id = newest.region_id
      ORDER BY wanted.id, newest.scheduled_at`,
    [[...query.monitorIds], query.from, query.to, query.limit],
  );
  const byMonitor = new Map<number, RecentTick[]>();
  for (const row of rows) {
    const outcome = Outcome.options[row.outcome] ?? "internal";
    const answered = outcome === "ok" || outcome === "status" || outcome === "keyword";
    const tick = {
      at: row.at,
      region: row.code,
      outcome,
      totalMs: answered ? Math.round(row.total_us / 100) / 10 : null,
    };
    const list = byMonitor.get(row.id);
    if (list) list.push(tick);
    else byMonitor.set(row.id, [tick]);
  }
  return byMonitor;
}
