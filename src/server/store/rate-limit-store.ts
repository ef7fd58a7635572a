import type { Tx } from "./prisma.ts";

export type RateWindow = { limit: number; windowMs: number };
export type RateAnswer = { allowed: true } | { allowed: false; waitMs: number };

/** Counts one attempt in a fixed window, in one statement, so that concurrent attempts cannot slip through. */
export async function countAttempt(
  db: Tx,
  attempt: RateWindow & { key: string; at: Date },
): Promise<RateAnswer> {
  const expired = new Date(attempt.at.getTime() - attempt.windowMs);
  const [row] = await db.$queryRaw<{ count: number; window_start: Date }[]>`
    INSERT INTO rate_limit AS kept (key, window_start, count) VALUES (${attempt.key}, ${attempt.at}, 1)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN kept.window_start <= ${expired} THEN 1 ELSE kept.count + 1 END,
      window_start = CASE WHEN kept.window_start <= ${expired} THEN ${attempt.at} ELSE kept.window_start END
    RETURNING count, window_start`;
  if (row && row.count <= attempt.limit) return { allowed: true };
  const endsAt = (row?.window_start ?? attempt.at).getTime() + attempt.windowMs;
  return { allowed: false, waitMs: Math.max(0, endsAt - attempt.at.getTime()) };
}

/** Takes back the attempt of somebody who turned out to be who they say. */
export async function forgiveAttempts(db: Tx, keys: string[]): Promise<void> {
  await db.rateLimit.updateMany({
    where: { key: { in: keys }, count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
}

export async function removeOldAttempts(db: Tx, before: Date): Promise<void> {
  await db.rateLimit.deleteMany({ where: { windowStart: { lt: before } } });
}
