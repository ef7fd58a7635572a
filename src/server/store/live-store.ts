import { Outcome } from "#contracts/tick.ts";
import type { LiveMonitor, RecentTick } from "#contracts/view.ts";
import type { Sql } from "./prisma.ts";

export type LiveRow = LiveMonitor & { workspaceId: string; tags: string[] };

/** The state of each watched monitor with the newest tick per region, in one statement. */
export async function listLiveMonitors(sql: Sql, publicIds: readonly string[]): Promise<LiveRow[]> {
  const { rows } = await sql.query<
    Omit<LiveRow, "ticks"> & { ticks: [string, number, number, number][] | null }
  >({
    name: "list-live-monitors",
    text: `SELECT m.public_id AS id, m.workspace_id AS "workspaceId", m.tags,
        CASE WHEN m.paused_at IS NULL THEN s.verdict::text ELSE 'paused' END AS verdict, s.reason,
        (extract(epoch FROM coalesce(m.paused_at, s.since)) * 1000)::float8 AS since,
        (SELECT json_agg(json_build_array(r.code, (extract(epoch FROM t.scheduled_at) * 1000)::bigint, t.outcome, t.total_us)
            ORDER BY r.id)
          FROM monitor_region_state t JOIN region r ON r.id = t.region_id WHERE t.monitor_id = m.id) AS ticks
      FROM monitor m JOIN monitor_state s ON s.monitor_id = m.id
      WHERE m.public_id = ANY($1::uuid[])`,
    values: [[...publicIds]],
  });
  return rows.map((row) => ({ ...row, ticks: (row.ticks ?? []).map(toRecentTick) }));
}

function toRecentTick([region, at, index, totalUs]: [string, number, number, number]): RecentTick {
  const outcome = Outcome.options[index] ?? "internal";
  const answered = outcome === "ok" || outcome === "status" || outcome === "keyword";
  return { at, region, outcome, totalMs: answered ? Math.round(totalUs / 100) / 10 : null };
}
