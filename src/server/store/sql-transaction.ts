import type { Pool } from "pg";
import type { Sql } from "./prisma.ts";

export type Isolation = "read committed" | "repeatable read";

export type TransactionOptions = {
  isolation?: Isolation;
  /**
   * `once`: every statement is planned once per connection, for any values. What tells people runs rarely on each of the
   * connections, so that Postgres would plan it anew for a long time, and planning takes longer than running it.
   */
  plans?: "once";
  /** `later`: the commit does not wait for the disk; after a crash of Postgres it may never have been. */
  durable?: "later";
};

/**
 * Runs `work` on one connection between BEGIN and COMMIT; any throw rolls back. BEGIN travels with the first statements,
 * which fail where it fails.
 */
export async function inTransaction<Result>(
  pool: Pool,
  work: (sql: Sql) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query(beginWith(options));
    // Settled and not raced: no statement of `work` may follow the rollback.
    const [opened, done] = await Promise.allSettled([begun, work(client)]);
    if (opened.status === "rejected") throw opened.reason;
    if (done.status === "rejected") throw done.reason;
    await client.query("COMMIT");
    return done.value;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error(String(cause));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function beginWith({ isolation = "read committed", plans, durable }: TransactionOptions): string {
  return [
    `BEGIN ISOLATION LEVEL ${isolation}`,
    ...(plans === "once" ? ["SET LOCAL plan_cache_mode = force_generic_plan"] : []),
    ...(durable === "later" ? ["SET LOCAL synchronous_commit = off"] : []),
  ].join("; ");
}

const RETRIED_STATES = new Set([
  "40001", // serialization failure
  "40P01", // deadlock
  "23503", // a monitor was deleted between the look-up and the insert
]);

/** Tells whether running the same transaction again can succeed. */
export function isRetryable(error: unknown): boolean {
  return RETRIED_STATES.has(sqlStateOf(error) ?? "");
}

/** Tells whether Postgres could not be reached or is going away, as opposed to refusing a statement. */
export function isUnreachable(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== undefined && /^[0-9A-Z]{5}$/.test(state)) return /^(08|57P|53)/.test(state);
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return (
    /^(ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EAI_AGAIN|EHOST)/.test(code) || /connect|terminat/i.test(error.message)
  );
}

/** Tells whether a statement would have had to wait for a lock, and was told not to. */
export function isLocked(error: unknown): boolean {
  return sqlStateOf(error) === "55P03";
}

export function isMissingPartition(error: unknown): boolean {
  return sqlStateOf(error) === "23514" && error instanceof Error && error.message.includes("no partition");
}

function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
