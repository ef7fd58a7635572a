import { Locale } from "#contracts/locale.ts";
import type { OneTimeTokenKind } from "#contracts/one-time-token.ts";
import { consumeOneTimeToken, findOneTimeToken, voidOneTimeTokens } from "#server/auth/one-time-token.ts";
import { findPasswordProblem, hashPassword } from "#server/auth/password.ts";
import { requireAllowed } from "#server/auth/require-allowed.ts";
import { clearTries } from "#server/auth/throttle.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { sendSystemMail } from "#server/runtime/system-mail.ts";
import { setPasswordHash } from "#server/store/account-store.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import { revokeSessions } from "#server/store/session-store.ts";
import { findMailUser, verifyEmail } from "#server/store/sign-up-store.ts";
import { afterAnswer, type SignInDeps, type Stranger } from "./sign-in-deps.ts";
import { passwordChangedMail } from "./sign-in-mails.ts";

const PER_ADDRESS = { limit: 30, windowMs: 15 * 60_000 };
const LINK_OVER =
  "This link is no longer good: it was used, or it is older than 30 minutes. Ask for a new one.";
/** Whatever somebody else may have begun in the account's name ends with the old password. */
const ENDED: readonly OneTimeTokenKind[] = [
  "password_reset",
  "magic_link",
  "email_change",
  "second_factor",
  "link_account",
];

type Reset = { token: string; password: string };

/** Signs every browser out and nobody in: the new password and the second factor are asked for as ever. */
export async function resetPassword(
  deps: SignInDeps,
  stranger: Stranger,
  { token, password }: Reset,
): Promise<{ ok: true }> {
  const at = deps.now();
  const key = `password-reset:use:${stranger.address}`;
  requireAllowed(await countAttempt(deps.db, { ...PER_ADDRESS, key, at }));

  const seen = await findOneTimeToken(deps, { kind: "password_reset", token });
  if (!seen?.email) throw new AppError("not_found", LINK_OVER);
  const problem = findPasswordProblem(password, seen.email);
  if (problem !== null) throw new AppError("invalid", problem, { field: "password" });

  const passwordHash = await hashPassword(password);
  const user = await deps.db.$transaction((tx) =>
    changePassword({ db: tx, now: deps.now }, stranger, { token, passwordHash }),
  );
  await clearTries(deps.db, { purpose: "sign-in", email: user.email, address: stranger.address });
  afterAnswer(deps, "mail of a changed password", async () => {
    const locale = Locale.safeParse(user.locale).data ?? "en";
    const url = new URL("/forgot-password", deps.auth.appUrl).href;
    await sendSystemMail(deps, passwordChangedMail({ to: user.email, locale, url }));
  });
  return { ok: true };
}

async function changePassword(
  deps: { db: Tx; now: () => Date },
  stranger: Stranger,
  { token, passwordHash }: { token: string; passwordHash: string },
) {
  const { db } = deps;
  const at = deps.now();
  const used = await consumeOneTimeToken(deps, { kind: "password_reset", token });
  const user = used?.email ? await findMailUser(db, used.email) : null;
  // Whoever has changed their address since is not reached by the old one.
  if (user === null || user.id !== used?.userId) throw new AppError("not_found", LINK_OVER);

  const { id: userId, email } = user;
  await setPasswordHash(db, { userId, passwordHash });
  await verifyEmail(db, { userId, at });
  for (const kind of ENDED) await voidOneTimeTokens(deps, { kind, userId });
  const endedSessions = await revokeSessions(db, { userId, except: null, at });
  const entry = {
    action: "account.reset_password",
    subject: userId,
    actor: email,
    detail: { endedSessions },
  };
  await insertAuditEntry(db, { ...entry, ...stranger, workspaceId: null, userId, at });
  return user;
}
