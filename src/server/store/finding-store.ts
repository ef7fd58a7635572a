import type { Finding, Tick } from "#contracts/tick.ts";
import type { FindingView } from "#contracts/view.ts";
import type { Sql, Tx } from "./prisma.ts";

/** How long a finding is shown that no probe repeats: they send what holds once an hour. */
const SHOWN_MS = 2 * 86_400_000;

/**
 * Keeps the newest value of each key; a repeat and an older one change nothing, nor do monitors that are being deleted. No
 * statement when there are none.
 */
export async function saveFindings(
  sql: Sql,
  batch: { regionId: number; ticks: readonly Tick[] },
): Promise<void> {
  const rows = listNewest(batch.ticks);
  if (rows.length === 0) return;
  await sql.query({
    name: "save-findings",
    text: `INSERT INTO finding AS known (monitor_id, region_id, key, value, seen_at)
      SELECT row.monitor_id, $1, row.key, row.value, to_timestamp(row.at_ms / 1000::float8)::timestamptz(3)
      FROM unnest($2::int[], $3::text[], $4::text[], $5::bigint[], $6::int[])
        AS row(monitor_id, key, value, at_ms, config_version)
      JOIN monitor_state ON monitor_state.monitor_id = row.monitor_id
        AND monitor_state.config_version <= row.config_version
      JOIN monitor ON monitor.id = row.monitor_id
      ORDER BY row.monitor_id, row.key
      FOR KEY SHARE OF monitor
      ON CONFLICT (monitor_id, region_id, key) DO UPDATE SET value = excluded.value, seen_at = excluded.seen_at
      WHERE excluded.seen_at > known.seen_at`,
    values: [
      batch.regionId,
      rows.map((row) => row.monitorId),
      rows.map((row) => row.key),
      rows.map((row) => row.value),
      rows.map((row) => row.at),
      rows.map((row) => row.configVersion),
    ],
  });
}

type Row = Finding & { monitorId: number; configVersion: number; at: number };

function listNewest(ticks: readonly Tick[]): Row[] {
  const newest = new Map<string, Row>();
  for (const { monitorId, configVersion, scheduledAt: at, findings } of ticks) {
    for (const { key, value } of findings ?? []) {
      const name = `${monitorId} ${key}`;
      const known = newest.get(name);
      if (known === undefined || known.at < at)
        newest.set(name, { monitorId, configVersion, key, value, at });
    }
  }
  return [...newest.values()];
}

export async function listFindings(
  sql: Sql,
  asked: { monitorId: number; nowMs: number },
): Promise<FindingView[]> {
  const { rows } = await sql.query<FindingView>(
    `SELECT f.key, f.value, r.code AS region, r.name AS "regionName",
        (extract(epoch FROM f.seen_at) * 1000)::float8 AS "seenAt"
      FROM finding f JOIN region r ON r.id = f.region_id
      WHERE f.monitor_id = $1 AND f.seen_at > to_timestamp($2 / 1000.0)
      ORDER BY f.key, f.region_id`,
    [asked.monitorId, asked.nowMs - SHOWN_MS],
  );
  return rows;
}

/** What was found out about another target is not true of this one. */
export async function forgetFindings(tx: Tx, monitorId: number): Promise<void> {
  await tx.finding.deleteMany({ where: { monitorId } });
}
