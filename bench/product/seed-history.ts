import type { Client } from "pg";
import { rollUpDay, rollUpHour } from "#server/store/rollup-store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ROLLED_DAYS = 90;

export type History = {
  monitorIds: readonly number[];
  regionIds: readonly number[];
  intervalMs: number;
  days: number;
  nowMs: number;
  say: (line: string) => void;
};

/**
 * Ticks of `days` whole days up to now, as probes would have left them: a day's swing, a long tail, an outage now and
 * then. They are rolled up by the product's own statements; older days repeat the rolled-up ones, so that there are 90.
 */
export async function seedHistory(db: Client, history: History): Promise<number> {
  const lastDayMs = Math.floor(history.nowMs / DAY_MS) * DAY_MS;
  const firstDayMs = lastDayMs - (history.days - 1) * DAY_MS;
  await db.query("SET synchronous_commit = off");
  let ticks = 0;
  for (let dayMs = firstDayMs; dayMs <= lastDayMs; dayMs += DAY_MS) {
    ticks += await insertDay(db, history, { fromMs: dayMs, toMs: Math.min(dayMs + DAY_MS, history.nowMs) });
    history.say(`  ${ticks} ticks`);
  }
  await db.query("UPDATE assignment SET from_at = to_timestamp($1 / 1000.0)", [
    lastDayMs - ROLLED_DAYS * DAY_MS,
  ]);
  await db.query("UPDATE monitor SET created_at = to_timestamp($1 / 1000.0)", [
    lastDayMs - ROLLED_DAYS * DAY_MS,
  ]);
  for (let fromMs = firstDayMs; fromMs < history.nowMs; fromMs += HOUR_MS) {
    await rollUpHour(db, { fromMs, expectedToMs: Math.min(fromMs + HOUR_MS, history.nowMs) - 1 });
  }
  await repeatHours(db, history.days);
  for (let dayMs = lastDayMs - ROLLED_DAYS * DAY_MS; dayMs <= lastDayMs; dayMs += DAY_MS) {
    await rollUpDay(db, dayMs);
  }
  await insertOutages(db, history);
  await db.query("VACUUM (ANALYZE) tick");
  await db.query("VACUUM (ANALYZE) rollup_hour, rollup_day, transition, incident, monitor_region_state");
  return ticks;
}

async function insertDay(
  db: Client,
  history: History,
  day: { fromMs: number; toMs: number },
): Promise<number> {
  await db.query("SELECT ensure_day((to_timestamp($1 / 1000.0) AT TIME ZONE 'UTC')::date)", [day.fromMs]);
  const { rowCount } = await db.query(
    `INSERT INTO tick (scheduled_at, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes,
        late_ms, region_id, status, outcome, origin, vote)
      SELECT at, monitor, us, us / 20, us / 5, us / 4, us * 9 / 20, us / 20, 2048, 1, region,
        CASE WHEN fails THEN NULL ELSE 200 END, CASE WHEN fails THEN 7 ELSE 0 END, 0, true
      FROM (
        SELECT to_timestamp((slot + (monitor * 7919 + place * 104729) % $5) / 1000.0) AS at, monitor, region,
          (20000 + 30000 * place + 8000 * sin(slot / 13750987.0) + 6000 * exp(random() + random() + random()))::int AS us,
          -- Twenty minutes out of every two days or so, another time for each monitor.
          ((slot / 1000 + monitor * 4001) % 170000) < 1200 AS fails
        FROM generate_series($3::bigint, $4::bigint - 1, $5::bigint) AS slot
        CROSS JOIN unnest($1::int[]) AS monitor
        CROSS JOIN unnest($2::smallint[]) WITH ORDINALITY AS wanted(region, place)
      ) AS made
      WHERE at < to_timestamp($4 / 1000.0)
      ON CONFLICT DO NOTHING`,
    [[...history.monitorIds], [...history.regionIds], day.fromMs, day.toMs, history.intervalMs],
  );
  return rowCount ?? 0;
}

async function repeatHours(db: Client, days: number): Promise<void> {
  for (let shift = days; shift < ROLLED_DAYS + days; shift += days) {
    await db.query(
      `INSERT INTO rollup_hour (monitor_id, region_id, hour, expected, ticks, ok, failed, internal, sum_us, min_us, max_us,
          sketch_keys, sketch_counts)
        SELECT monitor_id, region_id, hour - make_interval(days => $1), expected, ticks, ok, failed, internal, sum_us,
          min_us, max_us, sketch_keys, sketch_counts
        FROM rollup_hour WHERE hour >= (SELECT max(hour) FROM rollup_hour) - make_interval(days => $2)
        ON CONFLICT DO NOTHING`,
      [shift, days],
    );
  }
}

/** Two transitions and an incident for every outage of the last year. */
async function insertOutages(db: Client, history: History): Promise<void> {
  const outages = `SELECT m.id AS monitor, m.workspace_id, to_timestamp(second) AS at,
      row_number() OVER (PARTITION BY m.id ORDER BY second)::int AS place
    FROM monitor m CROSS JOIN LATERAL generate_series(
      ($2::bigint / 170000) * 170000 - m.id * 4001 % 170000, $2::bigint + 365 * 86400 - 1200, 170000
    ) AS second
    WHERE m.id = ANY($1)`;
  const values = [[...history.monitorIds], Math.floor(history.nowMs / 1000) - 365 * 86_400];
  await db.query(
    `INSERT INTO transition (monitor_id, seq, workspace_id, "from", "to", raw, at, reason, inputs)
      SELECT monitor, 2 * place + ends, workspace_id, (ARRAY['up', 'down'])[ends + 1]::"VerdictKind",
        (ARRAY['down', 'up'])[ends + 1]::"VerdictKind", (ARRAY['down', 'up'])[ends + 1]::"VerdictKind",
        at + ends * interval '20 minutes', '3 of 3 regions fail', '[]'
      FROM (${outages}) AS outage CROSS JOIN generate_series(0, 1) AS ends`,
    values,
  );
  await db.query(
    `INSERT INTO incident (id, workspace_id, monitor_id, opened_at, opened_seq, closed_at, closed_seq, cause)
      SELECT gen_random_uuid(), workspace_id, monitor, at, 2 * place, at + interval '20 minutes', 2 * place + 1, 'Timed out'
      FROM (${outages}) AS outage`,
    values,
  );
}
