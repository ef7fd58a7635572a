import { Locale } from "#contracts/locale.ts";
import { issueOneTimeToken, voidOneTimeTokens } from "#server/auth/one-time-token.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { NO_MAIL_SERVER, type SystemMailDeps, sendSystemMail } from "#server/runtime/system-mail.ts";
import { getAccount } from "#server/store/account-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import type { Person } from "../caller.ts";
import { confirmEmailMail } from "./email-change-mails.ts";
import { recordAccountEvent } from "./record-account-event.ts";

type EmailDeps = SystemMailDeps & { db: Db; now: () => Date };

const WINDOW = { limit: 5, windowMs: 60 * 60_000 };

/** Nothing changes before the link in the new mailbox is used. Whether somebody has the address is not told here. */
export async function requestEmailChange(
  deps: EmailDeps,
  person: Person,
  input: { email: string },
): Promise<{ ok: true }> {
  const at = deps.now();
  const { userId, email: from } = person.identity;
  requireFreshProof(person.identity, at);
  if (input.email === from)
    throw new AppError("invalid", "This is your address already.", { field: "email" });
  if (deps.mail === null) throw new AppError("unavailable", NO_MAIL_SERVER);
  const key = `email-change:${sha256Hex(userId)}`;
  const attempt = await countAttempt(deps.db, { ...WINDOW, key, at });
  if (!attempt.allowed) throw new AppError("limit_reached", "Too many mails. Try again in an hour.");

  const token = await deps.db.$transaction(async (tx) => {
    const tokens = { db: tx, now: deps.now };
    await voidOneTimeTokens(tokens, { kind: "email_change", userId });
    const detail = { after: { email: input.email } };
    await recordAccountEvent(tx, person, { action: "account.request_email", at, detail });
    return issueOneTimeToken(tokens, { kind: "email_change", userId, email: input.email, data: { from } });
  });
  const { locale } = await getAccount(deps.db, userId);
  const url = `${deps.auth.appUrl}/confirm-email/${token}`;
  const mail = confirmEmailMail({
    to: input.email,
    from,
    locale: Locale.safeParse(locale).data ?? "en",
    url,
  });
  const sent = await sendSystemMail(deps, mail);
  if (sent.kind === "failed") throw new AppError("unavailable", `The mail could not be sent: ${sent.reason}`);
  return { ok: true };
}
