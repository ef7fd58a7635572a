import type { ClientBase } from "pg";

export type Forgotten = { sessions: number; tokens: number; deliveries: number; fromMs: number | null };

/**
 * Ends what must not survive: what processes that are gone were doing, links and codes that may have been used since, trials that
 * nobody waits for, and the stream's epoch, without which the schedule starts again from now.
 */
export async function forgetThePast(
  client: ClientBase,
  { keepSessions, now }: { keepSessions: boolean; now: Date },
): Promise<Forgotten> {
  const count = async (text: string) => (await client.query(text)).rowCount ?? 0;
  const tokens = await count("DELETE FROM one_time_token");
  const sessions = keepSessions ? 0 : await count("DELETE FROM session");
  await client.query("DELETE FROM rate_limit");
  await client.query("DELETE FROM trial");
  await client.query("DELETE FROM probe_instance");
  await client.query("DELETE FROM stream_epoch");
  await client.query(
    "UPDATE backtest SET status = 'failed', error = 'The installation was restored from a backup.' WHERE status = 'running'",
  );
  const deliveries = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM delivery WHERE status = 'pending'",
  );
  const planned = await client.query<{ at: Date }>("SELECT at FROM watermark WHERE name = 'schedule'");
  await client.query(
    "SELECT ensure_day(($1::timestamptz AT TIME ZONE 'UTC')::date + n) FROM generate_series(-1, 3) AS n",
    [now],
  );
  return {
    sessions,
    tokens,
    deliveries: deliveries.rows[0]?.count ?? 0,
    fromMs: planned.rows[0]?.at.getTime() ?? null,
  };
}
