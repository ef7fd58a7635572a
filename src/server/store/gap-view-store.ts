import { GapReason } from "#contracts/tick.ts";
import type { Sql } from "./prisma.ts";

export type MissedSlot = { region: string; at: number; reason: GapReason };
export type AssignmentSpan = {
  region: string;
  regionId: number;
  intervalMs: number;
  offsetMs: number;
  fromMs: number;
  untilMs: number | null;
};
export type OutageSpan = { regionId: number | null; fromMs: number; toMs: number; reason: GapReason };

export async function listPointGaps(
  sql: Sql,
  query: { monitorId: number; from: Date; to: Date },
): Promise<MissedSlot[]> {
  const { rows } = await sql.query<{ region: string; at: number; reason: number }>(
    `SELECT r.code AS region, (extract(epoch FROM g.scheduled_at) * 1000)::float8 AS at, g.reason
      FROM gap g JOIN region r ON r.id = g.region_id
      WHERE g.monitor_id = $1 AND g.scheduled_at >= $2 AND g.scheduled_at <= $3`,
    [query.monitorId, query.from, query.to],
  );
  return rows.map((row) => ({ ...row, reason: GapReason.options[row.reason] ?? "lost" }));
}

export async function listOutages(sql: Sql, query: { from: Date; to: Date }): Promise<OutageSpan[]> {
  const { rows } = await sql.query<Omit<OutageSpan, "reason"> & { reason: number }>(
    `SELECT region_id::int AS "regionId", (extract(epoch FROM from_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM to_at) * 1000)::float8 AS "toMs", reason
      FROM outage WHERE to_at >= $1 AND from_at <= $2`,
    [query.from, query.to],
  );
  return rows.map((row) => ({ ...row, reason: GapReason.options[row.reason] ?? "not_scheduled" }));
}

export async function listAssignmentSpans(
  sql: Sql,
  query: { monitorId: number; from: Date; to: Date },
): Promise<AssignmentSpan[]> {
  const { rows } = await sql.query<AssignmentSpan>(
    `SELECT r.code AS region, r.id::int AS "regionId", a.interval_ms AS "intervalMs", a.offset_ms AS "offsetMs",
        (extract(epoch FROM a.from_at) * 1000)::float8 AS "fromMs", (extract(epoch FROM a.until_at) * 1000)::float8 AS "untilMs"
      FROM assignment a JOIN region r ON r.id = a.region_id
      WHERE a.monitor_id = $1 AND a.from_at <= $3 AND (a.until_at IS NULL OR a.until_at > $2)`,
    [query.monitorId, query.from, query.to],
  );
  return rows;
}

/** The slots in a span that do have a tick, as `region@ms`. */
export async function listTickedSlots(
  sql: Sql,
  query: { monitorId: number; from: Date; to: Date },
): Promise<Set<string>> {
  const { rows } = await sql.query<{ slot: string }>(
    `SELECT r.code || '@' || (extract(epoch FROM t.scheduled_at) * 1000)::bigint AS slot
      FROM tick t JOIN region r ON r.id = t.region_id
      WHERE t.monitor_id = $1 AND t.scheduled_at >= $2 AND t.scheduled_at <= $3`,
    [query.monitorId, query.from, query.to],
  );
  return new Set(rows.map((row) => row.slot));
}
