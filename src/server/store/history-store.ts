import { INBOUND_REGION } from "#contracts/heartbeat.ts";
import { Origin } from "#contracts/job.ts";
import { type Policy, type SlowPhase, StoredPolicy } from "#contracts/policy.ts";
import { Outcome } from "#contracts/tick.ts";
import { heartbeatPolicy } from "#domain/heartbeat/heartbeat-policy.ts";
import type { Reading } from "#domain/verdict/judgement.ts";
import type { Sql } from "./prisma.ts";

/** Outcomes that say nothing about the target, as stored. */
const NOT_A_READING = (["internal", "blocked"] as const).map((outcome) => Outcome.options.indexOf(outcome));

/** What a monitor is judged by, as it is now. */
export type JudgedMonitor = {
  id: number;
  publicId: string;
  name: string;
  intervalMs: number;
  timeoutMs: number;
  createdAt: number;
  policy: Policy;
  isInbound: boolean;
  /** Of the open assignments; of a paused monitor the last ones. */
  regions: string[];
};

/** In the order of the given ids; those of other workspaces are left out. */
export async function listJudgedMonitors(
  sql: Sql,
  query: { workspaceId: string; publicIds: readonly string[] },
): Promise<JudgedMonitor[]> {
  const { rows } = await sql.query<
    Omit<JudgedMonitor, "policy"> & { policy: unknown; hasOwnPolicy: boolean }
  >(
    `SELECT m.id, m.public_id AS "publicId", m.name, m.interval_ms AS "intervalMs", m.timeout_ms AS "timeoutMs",
        (extract(epoch FROM m.created_at) * 1000)::float8 AS "createdAt", coalesce(m.policy, w.policy) AS policy,
        m.policy IS NOT NULL AS "hasOwnPolicy", m.kind = 'heartbeat' AS "isInbound",
        CASE WHEN m.kind = 'heartbeat' THEN ARRAY['${INBOUND_REGION}'] ELSE ARRAY(
          SELECT DISTINCT r.code FROM assignment a JOIN region r ON r.id = a.region_id
          WHERE a.monitor_id = m.id AND a.config_version = m.config_version ORDER BY r.code
        ) END AS regions
      FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted(id, place)
      JOIN monitor m ON m.public_id = wanted.id AND m.workspace_id = $1
      JOIN workspace w ON w.id = m.workspace_id
      ORDER BY wanted.place`,
    [query.workspaceId, [...query.publicIds]],
  );
  return rows.map(({ hasOwnPolicy, ...row }) => {
    const policy = StoredPolicy.parse(row.policy);
    return { ...row, policy: row.isInbound ? heartbeatPolicy(policy, { isOwn: hasOwnPolicy }) : policy };
  });
}

type Span = { from: Date; to: Date };

/** By the rollups: at most a minute behind, and cheap for months. */
export async function countTicks(
  sql: Sql,
  query: Span & { workspaceId: string; publicIds: readonly string[] },
): Promise<number> {
  const { rows } = await sql.query<{ ticks: number }>(
    `SELECT coalesce(sum(r.ticks), 0)::float8 AS ticks
      FROM monitor m
      JOIN rollup_hour r ON r.monitor_id = m.id AND r.hour > $3::timestamptz - interval '1 hour' AND r.hour < $4
      WHERE m.workspace_id = $1 AND m.public_id = ANY($2)`,
    [query.workspaceId, [...query.publicIds], query.from, query.to],
  );
  return rows[0]?.ticks ?? 0;
}

type ReadingRow = [
  region: string,
  scheduledAt: number,
  outcome: number,
  origin: number,
  lateMs: number,
  total: number,
  dns: number | null,
  connect: number | null,
  tls: number | null,
  ttfb: number | null,
  transfer: number | null,
];

/** Readings with a vote whose slots lie in [from, to), as the verdict takes them; every region's part of the index is read. */
export async function listHistoryReadings(sql: Sql, query: Span & { monitorId: number }): Promise<Reading[]> {
  const { rows } = await sql.query<ReadingRow>({
    name: "list-history-readings",
    text: `SELECT r.code, (extract(epoch FROM t.scheduled_at) * 1000)::float8, t.outcome, t.origin, t.late_ms,
        t.total_us, t.dns_us, t.connect_us, t.tls_us, t.ttfb_us, t.transfer_us
      FROM region r
      JOIN tick t ON t.monitor_id = $1 AND t.region_id = r.id AND t.scheduled_at >= $2 AND t.scheduled_at < $3
      WHERE t.vote AND t.outcome <> ALL($4::smallint[])`,
    values: [query.monitorId, query.from, query.to, NOT_A_READING],
    rowMode: "array",
  });
  return rows.map(toReading);
}

function toReading([region, scheduledAt, outcome, origin, lateMs, total, ...phases]: ReadingRow): Reading {
  const [dns, connect, tls, ttfb, transfer] = phases;
  return {
    region,
    scheduledAt,
    at: scheduledAt + lateMs + total / 1000,
    outcome: Outcome.options[outcome] ?? "internal",
    origin: Origin.options[origin] ?? "scheduled",
    phasesUs: { total, dns, connect, tls, ttfb, transfer },
  };
}

/** Medians for relative slow rules, by the start of the hour that they are used in (epoch ms), as far as they were kept. */
export async function listMedians(
  sql: Sql,
  query: Span & { monitorId: number },
): Promise<Map<number, Partial<Record<SlowPhase, number>>>> {
  const { rows } = await sql.query<{ hour: number; medians: Partial<Record<SlowPhase, number>> }>(
    `SELECT (extract(epoch FROM hour) * 1000)::float8 AS hour, median_us AS medians FROM monitor_baseline
      WHERE monitor_id = $1 AND hour > $2::timestamptz - interval '1 hour' AND hour < $3`,
    [query.monitorId, query.from, query.to],
  );
  return new Map(rows.map(({ hour, medians }) => [hour, medians]));
}
