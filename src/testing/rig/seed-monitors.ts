import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { HttpCheck } from "#contracts/checks/http.ts";
import { slotOffsets } from "#domain/schedule/slots.ts";

export type Seed = {
  count: number;
  intervalMs: number;
  timeoutMs?: number;
  regions: readonly string[];
  checkOf: (monitorId: number) => HttpCheck;
  /** Without a schedule the monitors exist, but no slot of theirs is ever due. */
  scheduled?: boolean;
};

export function plainCheck(url: string): HttpCheck {
  return HttpCheck.parse({
    kind: "http",
    url,
    method: "GET",
    headers: [],
    body: null,
    expectedStatus: [{ from: 200, to: 299 }],
    keyword: null,
    followRedirects: true,
  });
}

/**
 * Writes monitors as the product's own actions would, many at once. The schedule's watermark is taken back to now in
 * the same transaction, so that every slot from then on is seen by the schedule and nothing has to be caught up with. Very
 * many take seconds to write: their grid begins when that is done, or they would begin late.
 */
export async function seedMonitors(db: Client, seed: Seed): Promise<number[]> {
  await db.query("BEGIN");
  await db.query("SELECT pg_advisory_xact_lock(hashtext('uptick'), hashtext('schedule'))");
  const { rows } = await db.query<{ now: Date }>(
    "SELECT (clock_timestamp() + floor($1 / 4000.0) * interval '1 second')::timestamptz(3) AS now",
    [seed.count],
  );
  const from = rows[0]?.now ?? new Date();
  const ids = await insertMonitors(db, { ...seed, from });
  if (seed.scheduled !== false) await openAssignments(db, { ...seed, ids, from });
  await db.query(
    "INSERT INTO watermark (name, at) VALUES ('schedule', $1) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
    [from],
  );
  await db.query("COMMIT");
  await db.query("ANALYZE monitor, assignment, monitor_state");
  return ids;
}

async function insertMonitors(db: Client, seed: Seed & { from: Date }): Promise<number[]> {
  const workspaceId = await findOrCreateWorkspace(db);
  const dealt = await db.query<{ id: number }>(
    "SELECT nextval(pg_get_serial_sequence('monitor', 'id'))::int AS id FROM generate_series(1, $1)",
    [seed.count],
  );
  const ids = dealt.rows.map((row) => row.id);
  await db.query(
    `INSERT INTO monitor (id, public_id, workspace_id, kind, name, "check", host, target, interval_ms, timeout_ms, grid_from, updated_at)
     SELECT id, gen_random_uuid(), $3, 'http', 'Monitor ' || id, config::jsonb,
       substring(config::jsonb->>'url' from '://([^/:]+)'), config::jsonb->>'url', $4, $5, $6, $6
     FROM unnest($1::int[], $2::text[]) AS given(id, config)`,
    [
      ids,
      ids.map((id) => JSON.stringify(seed.checkOf(id))),
      workspaceId,
      seed.intervalMs,
      seed.timeoutMs ?? Math.min(5000, seed.intervalMs),
      seed.from,
    ],
  );
  await db.query("INSERT INTO monitor_state (monitor_id, since) SELECT unnest($1::int[]), $2", [
    ids,
    seed.from,
  ]);
  return ids;
}

async function openAssignments(db: Client, seed: Seed & { ids: number[]; from: Date }): Promise<void> {
  const regions = await db.query<{ id: number }>("SELECT id FROM region WHERE code = ANY($1) ORDER BY id", [
    [...seed.regions],
  ]);
  if (regions.rows.length !== seed.regions.length) throw new Error(`Not all of ${seed.regions} are regions.`);
  const regionIds = regions.rows.map((row) => row.id);
  const opened = seed.ids.flatMap((monitorId) =>
    [...slotOffsets({ monitorId, intervalMs: seed.intervalMs, regionIds })].map(([regionId, offsetMs]) => ({
      monitorId,
      regionId,
      offsetMs,
    })),
  );
  await db.query(
    `INSERT INTO assignment (monitor_id, region_id, interval_ms, offset_ms, config_version, from_at)
     SELECT monitor_id, region_id, $4, offset_ms, 1, $5
     FROM unnest($1::int[], $2::smallint[], $3::int[]) AS given(monitor_id, region_id, offset_ms)`,
    [
      opened.map((row) => row.monitorId),
      opened.map((row) => row.regionId),
      opened.map((row) => row.offsetMs),
      seed.intervalMs,
      seed.from,
    ],
  );
}

async function findOrCreateWorkspace(db: Client): Promise<string> {
  const found = await db.query<{ id: string }>("SELECT id FROM workspace ORDER BY created_at LIMIT 1");
  if (found.rows[0]) return found.rows[0].id;
  const id = randomUUID();
  await db.query("INSERT INTO workspace (id, name) VALUES ($1, 'Rig')", [id]);
  return id;
}
