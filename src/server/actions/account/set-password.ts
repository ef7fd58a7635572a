import { countProof, forgiveProof } from "#server/auth/count-proof.ts";
import { voidOneTimeTokens } from "#server/auth/one-time-token.ts";
import {
  findPasswordProblem,
  hashPassword,
  MAX_PASSWORD_LENGTH,
  verifyPassword,
} from "#server/auth/password.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { getAccount, setPasswordHash } from "#server/store/account-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { revokeSessions } from "#server/store/session-store.ts";
import type { Person } from "../caller.ts";
import { recordAccountEvent } from "./record-account-event.ts";

type PasswordInput = { current: string | null; password: string };

/** Needs the current password, or a fresh proof of another kind. Every other browser is signed out. */
export async function setPassword(
  deps: { db: Db; now: () => Date },
  person: Person,
  input: PasswordInput,
): Promise<{ ok: true; endedSessions: number }> {
  const at = deps.now();
  const { userId, sessionId, email } = person.identity;
  const { passwordHash: stored } = await getAccount(deps.db, userId);
  await requireRight(deps, person, { stored, given: input.current });
  const problem = findPasswordProblem(input.password, email);
  if (problem !== null) throw new AppError("invalid", problem, { field: "password" });

  const passwordHash = await hashPassword(input.password);
  return deps.db.$transaction(async (tx) => {
    await setPasswordHash(tx, { userId, passwordHash });
    await voidOneTimeTokens({ db: tx, now: deps.now }, { kind: "password_reset", userId });
    const endedSessions = await revokeSessions(tx, { userId, except: sessionId, at });
    const action = stored === null ? "account.set_password" : "account.change_password";
    await recordAccountEvent(tx, person, { action, at, detail: { endedSessions } });
    return { ok: true as const, endedSessions };
  });
}

async function requireRight(
  deps: { db: Db; now: () => Date },
  person: Person,
  password: { stored: string | null; given: string | null },
): Promise<void> {
  const at = deps.now();
  const { userId } = person.identity;
  if (password.stored === null || password.given === null) return requireFreshProof(person.identity, at);
  await countProof(deps.db, { userId, at });
  const matches = await verifyPassword(password.stored, password.given.slice(0, MAX_PASSWORD_LENGTH + 1));
  if (!matches) throw new AppError("invalid", "This is not your password.", { field: "current" });
  await forgiveProof(deps.db, userId);
}
