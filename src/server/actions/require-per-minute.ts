import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";

/** Commands that cost others something. `noun` is what they are called, in the plural. */
export async function requirePerMinute(
  db: Tx,
  { noun, ...attempt }: { key: string; limit: number; noun: string; at: Date },
): Promise<void> {
  const answer = await countAttempt(db, { ...attempt, windowMs: 60_000 });
  if (answer.allowed) return;
  const waitSec = Math.ceil(answer.waitMs / 1000);
  const message = `${attempt.limit} ${noun} a minute at most. Wait ${waitSec} s.`;
  throw new AppError("limit_reached", message, { retryAfterSec: Math.max(1, waitSec) });
}
