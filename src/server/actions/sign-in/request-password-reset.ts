import { Locale } from "#contracts/locale.ts";
import { issueOneTimeToken } from "#server/auth/one-time-token.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { NO_MAIL_SERVER, sendSystemMail } from "#server/runtime/system-mail.ts";
import { findMailUser } from "#server/store/sign-up-store.ts";
import { afterAnswer, limitTries, type SignInDeps, type Stranger } from "./sign-in-deps.ts";
import { passwordResetMail } from "./sign-in-mails.ts";

type ResetRequest = { email: string; locale: Locale };

/** The same answer for everybody: a mail goes out only where there is an account. */
export async function requestPasswordReset(
  deps: SignInDeps,
  stranger: Stranger,
  input: ResetRequest,
): Promise<{ ok: true }> {
  if (!deps.signIn.mailLinks) throw new AppError("unavailable", NO_MAIL_SERVER);
  const email = input.email.trim().toLowerCase();
  const at = deps.now();
  await limitTries(deps, { purpose: "password-reset", email, address: stranger.address, at });
  afterAnswer(deps, "password reset", () => sendReset(deps, { ...input, email }));
  return { ok: true };
}

async function sendReset(deps: SignInDeps, { email, locale }: ResetRequest): Promise<void> {
  const user = await findMailUser(deps.db, email);
  if (user === null) return;
  const token = await issueOneTimeToken(deps, { kind: "password_reset", email, userId: user.id });
  const url = new URL(`/reset-password/${token}`, deps.auth.appUrl).href;
  const chosen = Locale.safeParse(user.locale).data ?? locale;
  await sendSystemMail(deps, passwordResetMail({ to: email, locale: chosen, url }));
}
