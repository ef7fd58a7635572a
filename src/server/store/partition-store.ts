import type { Sql } from "./prisma.ts";
import { isLocked } from "./sql-transaction.ts";

const DAY_MS = 86_400_000;

/** Makes the missing partitions of the days from `fromMs` to `toMs`; those that exist are not touched or locked. */
export async function ensureDays(sql: Sql, span: { fromMs: number; toMs: number }): Promise<number> {
  const { rows } = await sql.query<{ day: string }>(
    `SELECT day::date::text AS day
     FROM generate_series(to_timestamp($1 / 1000.0) AT TIME ZONE 'UTC', to_timestamp($2 / 1000.0) AT TIME ZONE 'UTC',
       interval '1 day') AS day
     WHERE to_regclass('gap_' || to_char(day, 'YYYYMMDD')) IS NULL`,
    [startOfDay(span.fromMs), startOfDay(span.toMs)],
  );
  for (const { day } of rows) await sql.query("SELECT ensure_day($1::date)", [day]);
  return rows.length;
}

/** The first day that has a partition, as epoch ms; null when there is none. */
export async function findOldestDay(sql: Sql): Promise<number | null> {
  const days = await listDays(sql, "tick");
  return days[0]?.dayMs ?? null;
}

/**
 * Drops the partitions of days that ended at or before `beforeMs`, in a transaction of the caller. One that somebody reads
 * stays for the next time: a backup reads for long, and whoever waits for its lock would hold up everything behind it.
 */
export async function dropDaysBefore(sql: Sql, beforeMs: number): Promise<string[]> {
  const dropped: string[] = [];
  await sql.query("SET LOCAL lock_timeout = '2s'");
  for (const parent of ["tick", "tick_evidence", "gap"]) {
    for (const day of await listDays(sql, parent)) {
      if (day.dayMs + DAY_MS > beforeMs || !(await tryLock(sql, day.table))) continue;
      await sql.query(`DROP TABLE "${day.table}"`);
      dropped.push(day.table);
    }
  }
  return dropped;
}

/** The partition's lock before that of its parent, which a DROP takes first and then keeps while it waits. */
async function tryLock(sql: Sql, table: string): Promise<boolean> {
  await sql.query("SAVEPOINT before_lock");
  try {
    await sql.query(`LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE NOWAIT`);
    return true;
  } catch (error) {
    if (!isLocked(error)) throw error;
    await sql.query("ROLLBACK TO SAVEPOINT before_lock");
    return false;
  }
}

async function listDays(sql: Sql, parent: string): Promise<{ table: string; dayMs: number }[]> {
  const { rows } = await sql.query<{ table: string }>(
    `SELECT child.relname AS table FROM pg_inherits
     JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = to_regclass($1) ORDER BY child.relname`,
    [parent],
  );
  return rows.flatMap(({ table }) => {
    const digits = /_(\d{4})(\d{2})(\d{2})$/.exec(table);
    if (!digits) return [];
    const [, year, month, day] = digits;
    return [{ table, dayMs: Date.UTC(Number(year), Number(month) - 1, Number(day)) }];
  });
}

function startOfDay(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}
