import type { Sql } from "./prisma.ts";

export type WatermarkName =
  | "schedule"
  | "sweep"
  | "rollup_hour"
  | "rollup_day"
  | "rollup_open"
  | "baseline"
  | "clock"
  | "day_link"
  | "heartbeat"
  | "anomaly";

/** Epoch ms; null before the stage's first run. */
export async function findWatermark(sql: Sql, name: WatermarkName): Promise<number | null> {
  const { rows } = await sql.query<{ at: Date }>({
    name: "find-watermark",
    text: "SELECT at FROM watermark WHERE name = $1",
    values: [name],
  });
  return rows[0]?.at.getTime() ?? null;
}

export async function moveWatermark(sql: Sql, mark: { name: WatermarkName; atMs: number }): Promise<void> {
  await sql.query({
    name: "move-watermark",
    text: `INSERT INTO watermark (name, at, updated_at) VALUES ($1, to_timestamp($2 / 1000.0), clock_timestamp())
      ON CONFLICT (name) DO UPDATE SET at = excluded.at, updated_at = excluded.updated_at`,
    values: [mark.name, mark.atMs],
  });
}

/** Moves the watermark only if nobody has lowered it since it was read as `fromMs`. */
export async function advanceWatermark(
  sql: Sql,
  mark: { name: WatermarkName; fromMs: number; toMs: number },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE watermark SET at = to_timestamp($3 / 1000.0), updated_at = clock_timestamp()
     WHERE name = $1 AND at = to_timestamp($2 / 1000.0)`,
    [mark.name, mark.fromMs, mark.toMs],
  );
  return rowCount === 1;
}

/** Makes the stage look again from `atMs`; never moves a watermark forward. */
export async function lowerWatermark(sql: Sql, mark: { name: WatermarkName; atMs: number }): Promise<void> {
  await sql.query(
    "UPDATE watermark SET at = to_timestamp($2 / 1000.0) WHERE name = $1 AND at > to_timestamp($2 / 1000.0)",
    [mark.name, mark.atMs],
  );
}

/** True when this transaction now holds the stage's lock, until it ends. */
export async function tryStageLock(sql: Sql, name: WatermarkName): Promise<boolean> {
  const { rows } = await sql.query<{ held: boolean }>({
    name: "try-stage-lock",
    text: "SELECT pg_try_advisory_xact_lock(hashtext('uptick'), hashtext($1)) AS held",
    values: [name],
  });
  return rows[0]?.held === true;
}
