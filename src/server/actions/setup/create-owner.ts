import { createHash, timingSafeEqual } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { findPasswordProblem, hashPassword } from "#server/auth/password.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import { hasAnyUser, insertOwner, lockSetup } from "#server/store/user-store.ts";

export type SetupDeps = { db: Db; setupToken: string | undefined; now: () => Date };
export type OwnerInput = { token: string; email: string; password: string; name: string };

const PER_QUARTER_HOUR = 10;
const DONE = "Uptick is set up already. Sign in instead.";

/** Works once, while there is no user at all; of concurrent callers exactly one succeeds. */
export async function createOwner(
  deps: SetupDeps,
  address: string,
  input: OwnerInput,
): Promise<{ ok: true }> {
  const at = deps.now();
  if (await hasAnyUser(deps.db)) throw new AppError("conflict", DONE);
  const window = { key: `setup:${address}`, limit: PER_QUARTER_HOUR, windowMs: 15 * 60_000 };
  const attempt = await countAttempt(deps.db, { ...window, at });
  if (!attempt.allowed) {
    const minutes = Math.ceil(attempt.waitMs / 60_000);
    throw new AppError("limit_reached", `Too many attempts. Wait ${minutes} min, then try again.`);
  }
  requireToken(deps.setupToken, input.token);
  const problem = findPasswordProblem(input.password, input.email);
  if (problem) throw new AppError("invalid", problem, { field: "password" });

  const passwordHash = await hashPassword(input.password);
  const [userId, workspaceId] = [uuidv7(), uuidv7()];
  await deps.db.$transaction(async (tx) => {
    await lockSetup(tx);
    if (await hasAnyUser(tx)) throw new AppError("conflict", DONE);
    await insertOwner(tx, {
      userId,
      workspaceId,
      email: input.email.toLowerCase(),
      name: input.name,
      passwordHash,
      workspaceName: `${input.name}’s workspace`,
      createdAt: at,
    });
    const entry = { action: "setup.owner", subject: userId, actor: input.email.toLowerCase(), address, at };
    await insertAuditEntry(tx, { ...entry, workspaceId, userId });
  });
  return { ok: true };
}

function requireToken(expected: string | undefined, given: string): void {
  if (expected === undefined) {
    throw new AppError("unavailable", "No set-up token is configured. Set UPTICK_SETUP_TOKEN and restart.", {
      field: "token",
    });
  }
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (timingSafeEqual(digest(expected), digest(given.trim()))) return;
  throw new AppError("invalid", "This is not the set-up token. The launcher prints it when it starts.", {
    field: "token",
  });
}
