import { INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import type { AuditLine, AuditReport } from "#contracts/view.ts";
import { SLOT_DEADLINE_MS, type Span } from "#domain/schedule/slots.ts";
import { scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";
import { ALL_SLOTS, STRAGGLER_MS } from "./slot-sql.ts";

const HOUR_MS = 3_600_000;

/**
 * Accounts for every slot in [fromMs, toMs), hour by hour. Slots that are younger than their deadline are not due yet and
 * are left out. `workspaceId` null means all.
 */
export async function auditSlots(
  sql: Sql,
  asked: {
    fromMs: number;
    toMs: number;
    nowMs: number;
    workspaceId: string | null;
    tags?: readonly string[];
  },
): Promise<AuditReport> {
  const toMs = Math.min(asked.toMs, asked.nowMs - SLOT_DEADLINE_MS);
  const lines: AuditLine[] = [];
  let doubled = 0;
  for (let hourMs = Math.floor(asked.fromMs / HOUR_MS) * HOUR_MS; hourMs < toMs; hourMs += HOUR_MS) {
    const span = { fromMs: Math.max(asked.fromMs, hourMs) - 1, toMs: Math.min(toMs, hourMs + HOUR_MS) - 1 };
    const { workspaceId, tags = [] } = asked;
    lines.push(...(await auditHour(sql, { span, hourMs, workspaceId, tags })));
    doubled += await countDoubled(sql, { span, workspaceId, tags });
  }
  const sum = (count: (line: AuditLine) => number) => lines.reduce((total, line) => total + count(line), 0);
  return {
    fromMs: asked.fromMs,
    toMs,
    expected: sum((line) => line.expected),
    ticks: sum((line) => line.ticks),
    gaps: sum((line) => line.gaps),
    unaccounted: sum((line) => line.unaccounted),
    doubled,
    lines,
  };
}

type Asked = { span: Span; workspaceId: string | null; tags: readonly string[] };

async function auditHour(sql: Sql, asked: Asked & { hourMs: number }): Promise<AuditLine[]> {
  const values: unknown[] = [asked.span.fromMs, asked.span.toMs, asked.hourMs, asked.workspaceId];
  const scope = scopeSql(asked, values);
  const { rows } = await sql.query<AuditLine>({
    name: scope.name("audit-hour"),
    text: `WITH RECURSIVE ${ALL_SLOTS}, known AS (
        SELECT due.monitor_id, due.region_id, done.monitor_id IS NOT NULL AS has_tick,
          gap.monitor_id IS NOT NULL OR EXISTS (
            SELECT FROM outage WHERE due.at > from_at AND due.at <= to_at
              AND (outage.region_id IS NULL OR outage.region_id = due.region_id)
          ) AS has_gap
        FROM (SELECT monitor_id, region_id, to_timestamp(at_ms / 1000::float8)::timestamptz(3) AS at FROM slot) AS due
        LEFT JOIN (
          SELECT monitor_id, region_id, scheduled_at FROM tick
          WHERE scheduled_at > to_timestamp($1::bigint / 1000.0) AND scheduled_at <= to_timestamp($2::bigint / 1000.0)
        ) AS done
          ON done.monitor_id = due.monitor_id AND done.region_id = due.region_id AND done.scheduled_at = due.at
        LEFT JOIN (
          SELECT monitor_id, region_id, scheduled_at FROM gap
          WHERE scheduled_at > to_timestamp($1::bigint / 1000.0) AND scheduled_at <= to_timestamp($2::bigint / 1000.0)
        ) AS gap
          ON gap.monitor_id = due.monitor_id AND gap.region_id = due.region_id AND gap.scheduled_at = due.at
      )
      SELECT m.public_id AS "monitorId", m.name, r.code AS region, $3::float8 AS hour,
        count(*)::int AS expected, (count(*) FILTER (WHERE has_tick))::int AS ticks,
        (count(*) FILTER (WHERE NOT has_tick AND has_gap))::int AS gaps,
        (count(*) FILTER (WHERE NOT has_tick AND NOT has_gap))::int AS unaccounted
      FROM known JOIN monitor m ON m.id = known.monitor_id JOIN region r ON r.id = known.region_id
      WHERE ($4::uuid IS NULL OR m.workspace_id = $4)${scope.monitor("m")}
      GROUP BY m.id, r.id ORDER BY lower(m.name), m.id, r.id`,
    values,
  });
  return rows;
}

/** Ticks that claim to be of the schedule but stand on no slot: a target was asked when it was not due. */
async function countDoubled(sql: Sql, asked: Asked): Promise<number> {
  const values: unknown[] = [asked.span.fromMs, asked.span.toMs, asked.workspaceId];
  const scope = scopeSql(asked, values);
  const { rows } = await sql.query<{ doubled: number }>({
    name: scope.name("audit-doubled"),
    text: `SELECT count(*)::int AS doubled FROM tick JOIN monitor m ON m.id = tick.monitor_id
      WHERE tick.scheduled_at > to_timestamp($1::bigint / 1000.0)
        AND tick.scheduled_at <= to_timestamp($2::bigint / 1000.0)
        AND tick.origin = 0 AND tick.region_id <> ${INBOUND_REGION_ID} AND ($3::uuid IS NULL OR m.workspace_id = $3)${scope.monitor("m")}
        AND NOT EXISTS (
          SELECT FROM assignment a
          WHERE a.monitor_id = tick.monitor_id AND a.region_id = tick.region_id AND a.from_at <= tick.scheduled_at
            AND (a.until_at IS NULL OR a.until_at + ${STRAGGLER_MS} * interval '1 ms' > tick.scheduled_at)
            AND mod((extract(epoch FROM tick.scheduled_at) * 1000)::bigint - a.offset_ms, a.interval_ms) = 0
        )`,
    values,
  });
  return rows[0]?.doubled ?? 0;
}
