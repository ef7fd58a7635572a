import { afterAll, beforeAll, expect, test } from "vitest";
import { rollUpDay, rollUpHour } from "#server/store/rollup-store.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { BYTES_STORED } from "./measured-costs.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAY = Date.UTC(2027, 0, 15);
const MONITORS = 20;
const TICKS = MONITORS * 3 * 24 * 60;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  await pool.query("SELECT ensure_day($1::date)", [new Date(DAY).toISOString().slice(0, 10)]);
  const client = await pool.connect();
  // One connection, so that the seed holds; in the order of time, as checks come in.
  await client.query("SELECT setseed(0.5)");
  await client.query(
    `INSERT INTO tick (scheduled_at, monitor_id, total_us, dns_us, connect_us, tls_us, ttfb_us, transfer_us, bytes,
        late_ms, region_id, status, outcome, origin, vote)
      SELECT at, monitor, us, us / 20, us / 5, us / 4, us * 9 / 20, us / 20, 2048, 1, region, 200, 0, 0, true
      FROM (
        SELECT to_timestamp($1 / 1000.0) + minute * interval '1 min' AS at, monitor, region,
          (80000 * exp(0.25 * (random() + random() + random() + random() - 2)))::int AS us
        FROM generate_series(0, 1439) AS minute, generate_series(1, $2) AS monitor, generate_series(1, 3) AS region
        ORDER BY minute, monitor, region
      ) AS checked`,
    [DAY, MONITORS],
  );
  client.release();
  for (let fromMs = DAY; fromMs < DAY + DAY_MS; fromMs += HOUR_MS) {
    await rollUpHour(pool, { fromMs, expectedToMs: fromMs + HOUR_MS - 1 });
  }
  await rollUpDay(pool, DAY);
  await pool.query(
    `INSERT INTO rollup_day SELECT (jsonb_populate_record(r, jsonb_build_object('day', r.day - n))).*
     FROM rollup_day r, generate_series(1, 180) AS n`,
  );
});
afterAll(() => database.close());

async function bytesOf(table: string, rows: number): Promise<number> {
  const { rows: found } = await database.pool.query(
    `SELECT pg_total_relation_size($1)::float8 AS bytes, (SELECT count(*) FROM ${table})::int AS rows`,
    [table],
  );
  expect(found[0].rows).toBe(rows);
  return found[0].bytes / rows;
}

// Within 3 %: pages are full or not by where a row falls.
test.each([
  { what: "a tick with five phases", table: "tick_20270115", rows: TICKS, bytes: BYTES_STORED.tick },
  { what: "an hour", table: "rollup_hour", rows: TICKS / 60, bytes: BYTES_STORED.rollupHour },
  { what: "a day", table: "rollup_day", rows: MONITORS * 3 * 181, bytes: BYTES_STORED.rollupDay },
])("$what takes on disk, with its indexes, what docs/scaling.md says", async ({ table, rows, bytes }) => {
  const measured = await bytesOf(table, rows);
  expect(Math.abs(measured / bytes - 1), `${measured} bytes, not ${bytes}`).toBeLessThan(0.03);
});
