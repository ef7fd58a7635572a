import * as z from "zod";
import { Locale } from "#contracts/locale.ts";
import { consumeOneTimeToken, voidOneTimeTokens } from "#server/auth/one-time-token.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { type SystemMailDeps, sendSystemMail } from "#server/runtime/system-mail.ts";
import { getAccount, setAccountEmail } from "#server/store/account-store.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { emailChangedMail } from "./email-change-mails.ts";

type EmailDeps = SystemMailDeps & { db: Db; now: () => Date };
type From = { address: string; userAgent: string | null };

const Data = z.object({ from: z.string() });
const OVER =
  "This link is used, too old, or was replaced by a newer one. Ask for a new one on your account page.";

/** The link proves the new mailbox; no session is needed, and it opens none. */
export async function confirmEmail(
  deps: EmailDeps,
  visitor: From,
  input: { token: string },
): Promise<{ email: string }> {
  const at = deps.now();
  const change = await deps.db.$transaction(async (tx) => {
    const tokens = { db: tx, now: deps.now };
    const row = await consumeOneTimeToken(tokens, { kind: "email_change", token: input.token });
    const data = Data.safeParse(row?.data);
    if (!row?.userId || !row.email || !data.success) throw new AppError("not_found", OVER);
    const { userId, email: to } = row;
    const { from } = data.data;
    const changed = await setAccountEmail(tx, { userId, from, to, at });
    if (!changed) throw new AppError("conflict", "Another account has this address by now.");
    // Links that wait in the old mailbox are worth nothing any more.
    for (const kind of ["magic_link", "password_reset"] as const) {
      await voidOneTimeTokens(tokens, { kind, userId });
      await voidOneTimeTokens(tokens, { kind, email: from });
    }
    const detail = { before: { email: from }, after: { email: to } };
    const entry = { action: "account.change_email", subject: userId, actor: from, at, detail };
    const { address, userAgent } = visitor;
    await insertAuditEntry(tx, { ...entry, address, userAgent, workspaceId: null, userId });
    return { userId, from, to };
  });
  const { locale } = await getAccount(deps.db, change.userId);
  const language = Locale.safeParse(locale).data ?? "en";
  await sendSystemMail(deps, emailChangedMail({ to: change.from, locale: language, after: change.to }));
  return { email: change.to };
}
