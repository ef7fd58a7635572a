import { INBOUND_REGION, INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import { DEFAULT_POLICY, type Policy, StoredPolicy } from "#contracts/policy.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { heartbeatPolicy } from "#domain/heartbeat/heartbeat-policy.ts";
import type { RawVerdict, VerdictInput, VerdictMemory } from "#domain/verdict/judgement.ts";
import { readMemory } from "#domain/verdict/memory.ts";
import type { Sql } from "./prisma.ts";

/** The slots of a monitor in one region that is switched on. */
export type JudgedGrid = {
  regionId: number;
  region: string;
  pokeUrl: string | null;
  offsetMs: number;
  fromMs: number;
};

export type JudgedMonitor = StateRow &
  Omit<MonitorRow, "policy" | "hasOwnPolicy"> & { policy: Policy; memory: VerdictMemory };

type StateRow = {
  monitorId: number;
  verdict: Verdict;
  raw: RawVerdict;
  reason: string;
  sinceMs: number;
  seq: number;
};
type StoredState = StateRow & { memory: unknown };

type MonitorRow = {
  workspaceId: string;
  intervalMs: number;
  timeoutMs: number;
  configVersion: number;
  beganAtMs: number;
  policy: unknown;
  hasOwnPolicy: boolean;
  /** A heartbeat: its ticks come from the built-in region. */
  isInbound: boolean;
  grids: JudgedGrid[];
  /** Medians of this hour a week ago, by phase. */
  mediansUs: VerdictInput["mediansUs"];
  hasAdvisory: boolean;
};

/**
 * Locks the states of the monitors in the order of their ids, so that judges take turns, and reads the rest only then:
 * who waited for a pause or an edit must see it. Monitors that are paused are left out.
 */
export async function lockJudgedMonitors(
  sql: Sql,
  asked: { monitorIds: readonly number[]; nowMs: number },
): Promise<JudgedMonitor[]> {
  // The second begins when the first has ended, and so with the locks.
  const [states, rows] = await Promise.all([lockStates(sql, asked.monitorIds), listMonitors(sql, asked)]);
  return states.flatMap((state) => {
    const row = rows.get(state.monitorId);
    if (row === undefined) return [];
    const { hasOwnPolicy, ...rest } = row;
    const policy = readPolicy(row.policy);
    return [
      {
        ...state,
        ...rest,
        policy: row.isInbound ? heartbeatPolicy(policy, { isOwn: hasOwnPolicy }) : policy,
        memory: readMemory(state.memory, state),
      },
    ];
  });
}

async function lockStates(sql: Sql, monitorIds: readonly number[]): Promise<StoredState[]> {
  const { rows } = await sql.query<StoredState>({
    name: "lock-monitor-states",
    text: `SELECT monitor_id AS "monitorId", verdict, raw, reason, seq, memory,
        (extract(epoch FROM since) * 1000)::float8 AS "sinceMs"
      FROM monitor_state WHERE monitor_id = ANY($1) ORDER BY monitor_id FOR UPDATE`,
    values: [[...monitorIds]],
  });
  return rows;
}

const INBOUND_GRID = `jsonb_build_array(jsonb_build_object('regionId', ${INBOUND_REGION_ID}, 'region', '${INBOUND_REGION}',
  'pokeUrl', NULL, 'offsetMs', 0, 'fromMs', 0))`;

async function listMonitors(
  sql: Sql,
  asked: { monitorIds: readonly number[]; nowMs: number },
): Promise<Map<number, MonitorRow>> {
  const { rows } = await sql.query<MonitorRow & { id: number }>({
    name: "list-judged-monitors",
    text: `SELECT m.id, m.workspace_id AS "workspaceId", m.interval_ms AS "intervalMs", m.timeout_ms AS "timeoutMs",
        m.config_version AS "configVersion", coalesce(m.policy, w.policy) AS policy,
        m.policy IS NOT NULL AS "hasOwnPolicy", m.kind = 'heartbeat' AS "isInbound",
        CASE WHEN m.kind = 'heartbeat' THEN ${INBOUND_GRID} ELSE coalesce(grid.grids, '[]') END AS grids,
        (extract(epoch FROM coalesce(s.began_at, m.created_at)) * 1000)::float8 AS "beganAtMs",
        (SELECT median_us FROM monitor_baseline b
          WHERE b.monitor_id = m.id AND b.hour = date_trunc('hour', to_timestamp($2 / 1000.0), 'UTC')) AS "mediansUs",
        EXISTS (SELECT FROM advisory a WHERE a.monitor_id = m.id AND a.to_at IS NULL) AS "hasAdvisory"
      FROM monitor m
      JOIN workspace w ON w.id = m.workspace_id
      JOIN monitor_state s ON s.monitor_id = m.id
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('regionId', r.id, 'region', r.code, 'pokeUrl', r.poke_url,
            'offsetMs', a.offset_ms, 'fromMs', (extract(epoch FROM a.from_at) * 1000)::float8) ORDER BY r.code) AS grids
        FROM assignment a JOIN region r ON r.id = a.region_id AND r.enabled
        WHERE a.monitor_id = m.id AND a.until_at IS NULL
      ) AS grid
      WHERE m.id = ANY($1) AND m.paused_at IS NULL`,
    values: [[...asked.monitorIds], asked.nowMs],
  });
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

/** It was checked when it was saved; a newer version may be stricter, and one such row must not stop a whole report. */
function readPolicy(stored: unknown): Policy {
  const parsed = StoredPolicy.safeParse(stored);
  return parsed.success ? parsed.data : DEFAULT_POLICY;
}
