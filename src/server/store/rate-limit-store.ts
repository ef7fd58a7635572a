import type { Tx } from "./prisma.ts";

export type RateWindow = { limit: number; windowMs: number };
export type RateAnswer = { allowed: true } | { allowed: false; waitMs: number };

/** Counts one attempt in a fixed window, in one statement, so that concurrent attempts cannot slip through. */
export async function countAttempt(
  db: Tx,
  attempt: RateWindow & { key: string; at: Date },
): Promise<RateAnswer> {
  const { count, windowStart } = await countUp(db, attempt);
  if (count <= attempt.limit) return { allowed: true };
  const endsAt = windowStart.getTime() + attempt.windowMs;
  return { allowed: false, waitMs: Math.max(0, endsAt - attempt.at.getTime()) };
}

/** How often it has happened in the window, this time included. */
export async function countUp(
  db: Tx,
  event: { key: string; windowMs: number; at: Date },
): Promise<{ count: number; windowStart: Date }> {
  const expired = new Date(event.at.getTime() - event.windowMs);
  const [row] = await db.$queryRaw<{ count: number; windowStart: Date }[]>`
    INSERT INTO rate_limit AS kept (key, window_start, count) VALUES (${event.key}, ${event.at}, 1)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN kept.window_start <= ${expired} THEN 1 ELSE kept.count + 1 END,
      window_start = CASE WHEN kept.window_start <= ${expired} THEN ${event.at} ELSE kept.window_start END
    RETURNING count, window_start AS "windowStart"`;
  if (!row) throw new Error("An upsert returned no row.");
  return row;
}

/** Takes back the attempt of somebody who turned out to be who they say. */
export async function forgiveAttempts(db: Tx, keys: string[]): Promise<void> {
  await db.rateLimit.updateMany({
    where: { key: { in: keys }, count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
}

export async function removeAttempts(db: Tx, keys: string[]): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: { in: keys } } });
}

export async function removeOldAttempts(db: Tx, before: Date): Promise<void> {
  await db.rateLimit.deleteMany({ where: { windowStart: { lt: before } } });
}
