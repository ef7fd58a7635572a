import { AppError } from "#server/runtime/app-error.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { lockUser } from "#server/store/linked-account-store.ts";
import { removePasskeys } from "#server/store/passkey-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { removeRecoveryCodes } from "#server/store/recovery-code-store.ts";
import { revokeSessions } from "#server/store/session-store.ts";
import { removeTotp } from "#server/store/totp-store.ts";
import { findUserByEmail } from "#server/store/user-store.ts";

export type SecondFactorReset = {
  email: string;
  hadCodes: boolean;
  recoveryCodes: number;
  passkeys: number;
  sessions: number;
};

/** By whoever runs Uptick, for a person who has lost what proves who they are. Throws `not_found`. */
export async function resetSecondFactor(
  deps: { db: Db; now: () => Date },
  asked: { email: string; withPasskeys: boolean },
): Promise<SecondFactorReset> {
  const at = deps.now();
  const user = await findUserByEmail(deps.db, asked.email.trim().toLowerCase());
  if (user === null) throw new AppError("not_found", `There is no account of ${asked.email}.`);
  const { id: userId, email } = user;
  return deps.db.$transaction(async (tx) => {
    await lockUser(tx, userId);
    const done = {
      hadCodes: await removeTotp(tx, userId),
      recoveryCodes: await removeRecoveryCodes(tx, userId),
      passkeys: asked.withPasskeys ? await removePasskeys(tx, userId) : 0,
      sessions: await revokeSessions(tx, { userId, except: null, at }),
    };
    await insertAuditEntry(tx, {
      workspaceId: null,
      userId: null,
      actor: "Whoever runs this Uptick",
      action: "two_factor.reset",
      subject: userId,
      address: "command line",
      detail: done,
      at,
    });
    return { email, ...done };
  });
}
