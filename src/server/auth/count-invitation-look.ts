import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";

const WINDOW = { limit: 60, windowMs: 15 * 60_000 };

/** Tokens cannot be guessed; this keeps trying expensive for whoever tries. */
export async function countInvitationLook(db: Tx, look: { address: string; at: Date }): Promise<void> {
  const answer = await countAttempt(db, { ...WINDOW, key: `invite:look:${look.address}`, at: look.at });
  if (!answer.allowed)
    throw new AppError("limit_reached", "Too many attempts. Wait a few minutes, then try again.");
}
