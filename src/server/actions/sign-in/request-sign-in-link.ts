import { Locale } from "#contracts/locale.ts";
import { issueOneTimeToken } from "#server/auth/one-time-token.ts";
import { safeNext } from "#server/auth/safe-next.ts";
import { maySignUp } from "#server/auth/sign-up.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { NO_MAIL_SERVER, sendSystemMail } from "#server/runtime/system-mail.ts";
import { findMailUser } from "#server/store/sign-up-store.ts";
import { afterAnswer, limitTries, type SignInDeps, type Stranger } from "./sign-in-deps.ts";
import { signInLinkMail } from "./sign-in-mails.ts";

/** `locale` is the page's; whoever has chosen a language is written to in that one. */
export type LinkRequest = { email: string; next: string; locale: Locale };

/** The same answer for everybody: a mail goes out only to who has an account, or may get one. */
export async function requestSignInLink(
  deps: SignInDeps,
  stranger: Stranger,
  input: LinkRequest,
): Promise<{ ok: true }> {
  if (!deps.signIn.mailLinks) throw new AppError("unavailable", NO_MAIL_SERVER);
  const email = input.email.trim().toLowerCase();
  const at = deps.now();
  await limitTries(deps, { purpose: "magic-link", email, address: stranger.address, at });
  afterAnswer(deps, "sign-in link", () => sendLink(deps, { ...input, email }));
  return { ok: true };
}

async function sendLink(deps: SignInDeps, { email, next, locale }: LinkRequest): Promise<void> {
  const user = await findMailUser(deps.db, email);
  if (user === null && !(await maySignUp(deps, { email, at: deps.now() }))) return;

  const { appUrl } = deps.auth;
  const data = { next: safeNext(next, appUrl) };
  const owner = user === null ? { email } : { email, userId: user.id };
  const token = await issueOneTimeToken(deps, { kind: "magic_link", ...owner, data });
  const url = new URL(`/sign-in/link/${token}`, appUrl).href;
  const chosen = Locale.safeParse(user?.locale).data ?? locale;
  await sendSystemMail(deps, signInLinkMail({ to: email, locale: chosen, url }));
}
