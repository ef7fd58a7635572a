import { INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import { GapReason } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";

const RECENT_MS = 10 * 60_000;
/** On a bad day there are millions. */
const MOST_COUNTED = 200_000;
/** A probe calls every 5 s. */
const PROBE_ALIVE_MS = 30_000;
/** Private locations share one label: there may be thousands of them. */
const REGION_LABEL = "CASE WHEN r.workspace_id IS NULL THEN r.code ELSE 'private' END";

export async function countMonitorsByVerdict(sql: Sql): Promise<{ verdict: string; count: number }[]> {
  const { rows } = await sql.query<{ verdict: string; count: number }>({
    name: "count-monitors-by-verdict",
    text: `SELECT CASE WHEN m.paused_at IS NULL THEN s.verdict::text ELSE 'paused' END AS verdict, count(*)::int AS count
      FROM monitor_state s JOIN monitor m ON m.id = s.monitor_id GROUP BY 1 ORDER BY 1`,
  });
  return rows;
}

/** Without those that are parts of others. */
export async function countOpenIncidents(
  sql: Sql,
): Promise<{ kind: string; severity: string; count: number }[]> {
  const { rows } = await sql.query<{ kind: string; severity: string; count: number }>({
    name: "count-open-incidents",
    text: `SELECT kind::text, severity, count(*)::int AS count FROM incident
      WHERE closed_at IS NULL AND merged_into_id IS NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  });
  return rows;
}

export type RecentGaps = { region: string; reason: GapReason; count: number };

export async function countRecentGaps(sql: Sql, nowMs: number): Promise<RecentGaps[]> {
  const { rows } = await sql.query<{ region: string; reason: number; count: number }>({
    name: "count-recent-gaps",
    text: `SELECT ${REGION_LABEL} AS region, g.reason, count(*)::int AS count
      FROM (
        SELECT region_id, reason FROM gap
        WHERE scheduled_at > to_timestamp($1 / 1000.0) AND scheduled_at <= to_timestamp($2 / 1000.0) LIMIT ${MOST_COUNTED}
      ) g JOIN region r ON r.id = g.region_id GROUP BY 1, 2 ORDER BY 1, 2`,
    values: [nowMs - RECENT_MS, nowMs],
  });
  return rows.map((row) => ({ ...row, reason: GapReason.options[row.reason] ?? "lost" }));
}

/** Messages that could leave now: to channels, and to subscribers of status pages. */
export async function countWaitingMessages(
  sql: Sql,
  nowMs: number,
): Promise<{ channels: number; subscribers: number }> {
  const { rows } = await sql.query<{ channels: number; subscribers: number }>({
    name: "count-waiting-messages",
    text: `SELECT count(*) FILTER (WHERE c.subscriber_id IS NULL)::int AS channels,
        count(*) FILTER (WHERE c.subscriber_id IS NOT NULL)::int AS subscribers
      FROM (SELECT channel_id FROM delivery WHERE status = 'pending' AND next_at <= to_timestamp($1 / 1000.0)
        LIMIT ${MOST_COUNTED}) d
      JOIN channel c ON c.id = d.channel_id
      WHERE c.enabled AND coalesce(c.open_until, '-infinity') <= to_timestamp($1 / 1000.0)`,
    values: [nowMs],
  });
  return rows[0] ?? { channels: 0, subscribers: 0 };
}

export async function listOpenFaults(sql: Sql): Promise<{ region: string; kind: string }[]> {
  const { rows } = await sql.query<{ region: string; kind: string }>({
    name: "list-open-faults",
    text: `SELECT DISTINCT r.code AS region, f.kind::text FROM region_fault f JOIN region r ON r.id = f.region_id
      WHERE f.to_at IS NULL AND r.workspace_id IS NULL ORDER BY 1, 2`,
  });
  return rows;
}

export type ProbeSums = {
  region: string;
  version: string;
  probes: number;
  inFlight: number;
  queued: number;
  lagMs: number;
  spooled: number;
};

export async function sumLiveProbes(sql: Sql, nowMs: number): Promise<ProbeSums[]> {
  const { rows } = await sql.query<ProbeSums>({
    name: "sum-live-probes",
    text: `SELECT ${REGION_LABEL} AS region, CASE WHEN r.workspace_id IS NULL THEN p.version ELSE '' END AS version,
        count(*)::int AS probes, sum(p.in_flight)::int AS "inFlight", sum(p.queued)::int AS queued,
        max(p.lag_ms)::int AS "lagMs", sum(p.spooled)::int AS spooled
      FROM probe_instance p JOIN region r ON r.id = p.region_id
      WHERE p.last_seen_at > to_timestamp($1 / 1000.0) GROUP BY 1, 2 ORDER BY 1, 2`,
    values: [nowMs - PROBE_ALIVE_MS],
  });
  return rows;
}

/** Of regions with probes that everybody may use. */
export async function listPublicRegionCodes(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ code: string }>({
    name: "list-public-region-codes",
    text: `SELECT code FROM region WHERE enabled AND deleted_at IS NULL AND workspace_id IS NULL AND id <> $1 ORDER BY id`,
    values: [INBOUND_REGION_ID],
  });
  return rows.map(({ code }) => code);
}

export async function findKindsOfMonitors(
  sql: Sql,
  monitorIds: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await sql.query<{ id: number; kind: string }>({
    name: "find-kinds-of-monitors",
    text: "SELECT id, kind FROM monitor WHERE id = ANY($1::int[])",
    values: [[...monitorIds]],
  });
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}
