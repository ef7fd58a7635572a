import type { Check } from "#contracts/check.ts";
import {
  MAX_CHANGES_PER_BEAT,
  type ProbeBeat,
  type ProbeBeatReply,
  type ProbeConfig,
  type ProbeHello,
} from "#contracts/probe-rpc.ts";
import type { Sql } from "./prisma.ts";

/** One configuration per asked id, in the order asked. */
export async function listProbeConfigs(
  sql: Sql,
  asked: { regionId: number; monitorIds: readonly number[] },
): Promise<ProbeConfig[]> {
  const { rows } = await sql.query<{
    id: number;
    config_version: number;
    interval_ms: number;
    offset_ms: number;
    from_at: Date;
    timeout_ms: number;
    check: Check;
  }>({
    name: "list-probe-configs",
    text: `SELECT m.id, m.config_version, a.interval_ms, a.offset_ms, a.from_at, m.timeout_ms, m."check"
      FROM monitor m
      JOIN assignment a ON a.monitor_id = m.id AND a.region_id = $1 AND a.until_at IS NULL
      JOIN region r ON r.id = $1 AND (r.workspace_id IS NULL OR r.workspace_id = m.workspace_id)
      WHERE m.id = ANY($2) AND m.paused_at IS NULL`,
    values: [asked.regionId, [...asked.monitorIds]],
  });
  const found = new Map(rows.map((row) => [row.id, row]));
  return asked.monitorIds.map((monitorId) => {
    const row = found.get(monitorId);
    if (!row) return { state: "off", monitorId };
    return {
      state: "on",
      monitorId,
      configVersion: row.config_version,
      intervalMs: row.interval_ms,
      slotOffsetMs: row.offset_ms,
      gridFrom: row.from_at.getTime(),
      timeoutMs: row.timeout_ms,
      check: row.check,
    };
  });
}

export async function recordHello(
  sql: Sql,
  probe: { regionId: number; hello: ProbeHello; nowMs: number },
): Promise<void> {
  const { instance, version, runtime, kinds } = probe.hello;
  await sql.query(
    `WITH seen AS (UPDATE region SET last_seen_at = to_timestamp($5 / 1000.0) WHERE id = $1)
     INSERT INTO probe_instance (region_id, instance, version, runtime, started_at, last_seen_at,
       in_flight, queued, pending_entries, lag_ms, spooled, rss_bytes, kinds)
     VALUES ($1, $2, $3, $4::"RuntimeKind", to_timestamp($5 / 1000.0), to_timestamp($5 / 1000.0), 0, 0, 0, 0, 0, 0, $6)
     ON CONFLICT (region_id, instance) DO UPDATE SET version = excluded.version, runtime = excluded.runtime,
       started_at = excluded.started_at, last_seen_at = excluded.last_seen_at, in_flight = 0, queued = 0,
       pending_entries = 0, lag_ms = 0, spooled = 0, rss_bytes = 0,
       kinds = excluded.kinds`,
    [probe.regionId, instance, version, runtime, probe.nowMs, kinds],
  );
}

export async function recordBeat(
  sql: Sql,
  probe: { regionId: number; beat: ProbeBeat; nowMs: number },
): Promise<void> {
  const { beat } = probe;
  await sql.query({
    name: "record-beat",
    text: `WITH seen AS (
        UPDATE region SET last_seen_at = to_timestamp($5 / 1000.0) WHERE id = $1
      )
      INSERT INTO probe_instance (region_id, instance, version, runtime, started_at, last_seen_at,
        in_flight, queued, pending_entries, lag_ms, spooled, rss_bytes, healthy)
      VALUES ($1, $2, $3, $4::"RuntimeKind", to_timestamp($5 / 1000.0), to_timestamp($5 / 1000.0),
        $6, $7, $8, $9, $10, $11, $12)
      ON CONFLICT (region_id, instance) DO UPDATE SET version = excluded.version, runtime = excluded.runtime,
        last_seen_at = excluded.last_seen_at, in_flight = excluded.in_flight, queued = excluded.queued,
        pending_entries = excluded.pending_entries, lag_ms = excluded.lag_ms, spooled = excluded.spooled,
        rss_bytes = excluded.rss_bytes, healthy = excluded.healthy`,
    values: [
      probe.regionId,
      beat.instance,
      beat.version,
      beat.runtime,
      probe.nowMs,
      beat.inFlight,
      beat.queued,
      beat.pendingEntries,
      beat.lagMs,
      beat.spooled,
      beat.rssBytes,
      beat.regionHealthy,
    ],
  });
}

/** A change is dated when its command starts and is seen when it commits; clocks of app processes differ, too. */
const CHANGE_OVERLAP_MS = 2000;
/** A probe that was away for longer looks at everything again: the rollup stage forgets deleted monitors after twice this. */
export const CHANGES_KNOWN_MS = 5 * 60_000;

/** What changed in a region after `sinceMs`, by the clock that dates the changes. */
export async function listConfigChanges(
  sql: Sql,
  asked: { regionId: number; sinceMs: number; nowMs: number },
): Promise<Pick<ProbeBeatReply, "changedMonitorIds" | "changedAll">> {
  if (asked.sinceMs < asked.nowMs - CHANGES_KNOWN_MS) return { changedMonitorIds: [], changedAll: true };
  const fromMs = Math.min(asked.sinceMs, asked.nowMs) - CHANGE_OVERLAP_MS;
  // Without a name: only a plan for this very moment knows that next to nothing is newer.
  const { rows } = await sql.query<{ id: number }>(
    `SELECT m.id FROM monitor m JOIN region r ON r.id = $1
     WHERE m.updated_at > to_timestamp($2 / 1000.0)
       AND (r.workspace_id IS NULL OR r.workspace_id = m.workspace_id)
       AND EXISTS (SELECT FROM assignment a WHERE a.monitor_id = m.id AND a.region_id = $1)
     UNION ALL
     SELECT monitor_id FROM purge WHERE requested_at > to_timestamp($2 / 1000.0)
     LIMIT $3`,
    [asked.regionId, fromMs, MAX_CHANGES_PER_BEAT + 1],
  );
  if (rows.length > MAX_CHANGES_PER_BEAT) return { changedMonitorIds: [], changedAll: true };
  return { changedMonitorIds: rows.map((row) => row.id), changedAll: false };
}

/** Forgets probes that have not been heard of since `beforeMs`. */
export async function deleteSilentProbes(sql: Sql, beforeMs: number): Promise<number> {
  const { rowCount } = await sql.query(
    "DELETE FROM probe_instance WHERE last_seen_at < to_timestamp($1 / 1000.0)",
    [beforeMs],
  );
  return rowCount ?? 0;
}
