import { INBOUND_REGION } from "#contracts/heartbeat.ts";
import { StoredPolicy } from "#contracts/policy.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { listSlowLimits, type Medians, type SlowLimit } from "#domain/verdict/slow-limits.ts";
import type { Sql } from "./prisma.ts";

/** Phases in microseconds of a check that was slow in all, as the slow rules look at them. */
type SlowCheck = Record<"total" | "dns" | "connect" | "tls" | "ttfb" | "transfer", number | null>;

/** What a region of everybody's has seen of a monitor. Times are epoch ms. */
export type RegionFacts = {
  code: string;
  name: string;
  /** It answers, reaches its control targets and fails at nothing that others reach. */
  isWell: boolean;
  /** Its newest reading; null: none yet. */
  at: number | null;
  isOk: boolean;
  /** The newest checks, as many as make a region slow, if the last one took longer than allowed; oldest last. */
  slowChecks: SlowCheck[];
  /** Since when it fails while the others do not agree; null: it does not. */
  failingSince: number | null;
};

export type MonitorFacts = {
  id: number;
  verdict: Verdict;
  since: number;
  /** Moves with every transition. */
  seq: number;
  pausedAt: number | null;
  createdAt: number;
  /** When it was resumed or changed last. */
  beganAt: number;
  intervalMs: number;
  isInbound: boolean;
  /** The newest reading from anywhere, private locations included; null: none yet. */
  newestAt: number | null;
  slowLimits: SlowLimit[];
  /** A region is slow after so many slow checks in a row. */
  failuresInARow: number;
  regions: RegionFacts[];
  certificateEndsAt: string | null;
  domainEndsAt: string | null;
};

export type StatusFacts = {
  monitors: Map<number, MonitorFacts>;
  /** How far the clock, which judges, has come; null: it has never run. */
  clockAt: number | null;
};

/** A probe beats every 5 s; one that is a function lives only while it is called. */
const SILENT_SEC = 30;
/** Probes repeat what holds once an hour. */
const FINDING_DAYS = 2;
const NO_READING = (["internal", "blocked"] as const)
  .map((outcome) => Outcome.options.indexOf(outcome))
  .join(", ");
const OK = Outcome.options.indexOf("ok");
const ms = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)`;

const SLOW_CHECKS = `SELECT json_agg(json_build_object('total', t.total_us, 'dns', t.dns_us, 'connect', t.connect_us,
    'tls', t.tls_us, 'ttfb', t.ttfb_us, 'transfer', t.transfer_us) ORDER BY t.scheduled_at DESC)
  FROM (
    SELECT * FROM tick WHERE tick.monitor_id = m.id AND tick.region_id = r.id AND tick.scheduled_at <= n.scheduled_at
      AND tick.scheduled_at > n.scheduled_at - 21 * m.interval_ms * interval '1 ms' AND tick.outcome = ${OK}
    ORDER BY tick.scheduled_at DESC LIMIT coalesce((policy.rules->>'failuresInARow')::int, 2)
  ) t WHERE n.outcome = ${OK} AND n.total_us > s.slow_us`;

const REGIONS = `SELECT json_agg(json_build_object('code', r.code, 'name', r.name,
    'isWell', r.healthy AND r.enabled AND (r.runtime = 'edge' OR r.last_seen_at > $2::timestamptz - interval '${SILENT_SEC} s')
      AND NOT EXISTS (SELECT FROM region_fault f WHERE f.region_id = r.id AND f.to_at IS NULL),
    'at', CASE WHEN n.outcome NOT IN (${NO_READING}) THEN ${ms("n.scheduled_at")} END, 'isOk', n.outcome = ${OK},
    'slowChecks', (${SLOW_CHECKS}),
    'failingSince', (SELECT ${ms("v.from_at")} FROM advisory v WHERE v.monitor_id = m.id AND v.region_id = r.id AND v.to_at IS NULL)
    ) ORDER BY r.id)
  FROM region r LEFT JOIN monitor_region_state n ON n.monitor_id = m.id AND n.region_id = r.id
  WHERE r.workspace_id IS NULL AND r.deleted_at IS NULL AND r.code <> '${INBOUND_REGION}' AND r.id IN (
    SELECT a.region_id FROM assignment a WHERE a.monitor_id = m.id AND a.until_at IS NULL
  )`;

type FactsRow = Omit<MonitorFacts, "regions" | "slowLimits" | "failuresInARow" | "beganAt"> & {
  beganAt: number | null;
  rules: unknown;
  medians: Medians;
  regions:
    | (Omit<RegionFacts, "slowChecks" | "isOk"> & { slowChecks: SlowCheck[] | null; isOk: boolean | null })[]
    | null;
  clockAt: number | null;
};

/** How the monitors of a page stand, whatever their number, in one statement. Nothing of private locations but their age. */
export async function listStatusFacts(
  sql: Sql,
  query: { monitorIds: readonly number[]; now: Date },
): Promise<StatusFacts> {
  const { rows } = await sql.query<FactsRow | { id: null; clockAt: number | null }>({
    name: "list-status-facts",
    text: `SELECT m.id, s.verdict, ${ms("s.since")}::float8 AS since, s.seq, ${ms("m.paused_at")}::float8 AS "pausedAt",
        ${ms("m.created_at")}::float8 AS "createdAt", ${ms("greatest(s.began_at, m.grid_from)")}::float8 AS "beganAt",
        m.interval_ms AS "intervalMs", m.kind = 'heartbeat' AS "isInbound", policy.rules,
        (SELECT b.median_us FROM monitor_baseline b WHERE b.monitor_id = m.id AND b.hour = date_trunc('hour', $2::timestamptz, 'UTC')) AS medians,
        (SELECT ${ms("max(n.scheduled_at)")}::float8 FROM monitor_region_state n WHERE n.monitor_id = m.id) AS "newestAt",
        (${REGIONS}) AS regions,
        (SELECT min(f.value) FROM finding f WHERE f.monitor_id = m.id AND f.key = 'certificateExpiresAt'
          AND f.seen_at > $2::timestamptz - interval '${FINDING_DAYS} days') AS "certificateEndsAt",
        (SELECT min(f.value) FROM finding f WHERE f.monitor_id = m.id AND f.key = 'domainExpiresAt'
          AND f.seen_at > $2::timestamptz - interval '${FINDING_DAYS} days') AS "domainEndsAt",
        clock.at AS "clockAt"
      FROM (SELECT (SELECT ${ms("at")}::float8 FROM watermark WHERE name = 'clock') AS at) clock
      LEFT JOIN monitor m ON m.id = ANY($1)
      LEFT JOIN monitor_state s ON s.monitor_id = m.id
      LEFT JOIN workspace w ON w.id = m.workspace_id
      LEFT JOIN LATERAL (SELECT coalesce(m.policy, w.policy) AS rules) policy ON true
      ORDER BY m.id`,
    values: [[...query.monitorIds], query.now],
  });
  const monitors = rows.flatMap((row) => (row.id === null ? [] : [toFacts(row)]));
  return { monitors: new Map(monitors.map((one) => [one.id, one])), clockAt: rows[0]?.clockAt ?? null };
}

function toFacts({ rules, medians, regions, clockAt: _, ...row }: FactsRow): MonitorFacts {
  const policy = StoredPolicy.parse(rules);
  return {
    ...row,
    beganAt: row.beganAt ?? row.createdAt,
    slowLimits: listSlowLimits(policy, medians),
    failuresInARow: policy.failuresInARow,
    regions: (regions ?? []).map((region) => ({
      ...region,
      isOk: region.isOk === true,
      slowChecks: region.slowChecks ?? [],
    })),
  };
}
