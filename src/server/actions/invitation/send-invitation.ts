import { Locale } from "#contracts/locale.ts";
import type { SentInvitation } from "#contracts/member.ts";
import type { Role } from "#contracts/role.ts";
import { hashInvitationToken } from "#server/auth/invitation-token.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { type SystemMailDeps, sendSystemMail } from "#server/runtime/system-mail.ts";
import { findUserLocale, markInvitationMailed } from "#server/store/invitation-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { invitationMail } from "./invitation-mail.ts";

export type InvitationDeps = ActionDeps & SystemMailDeps;

const DAY_MS = 86_400_000;
const PER_ADDRESS = 3;
const PER_WORKSPACE = 50;
const PER_PERSON = 100;

/** Strangers are not written to at will, whatever number of workspaces somebody makes. */
export async function countInvitation(
  tx: Tx,
  caller: MemberCaller,
  { email, at }: { email: string; at: Date },
): Promise<void> {
  const { userId, workspaceId } = caller.actor;
  const to = sha256Hex(email);
  const limits = [
    { key: `invite:person:${userId}`, limit: PER_PERSON, reason: "You have invited very many people today." },
    {
      key: `invite:workspace:${workspaceId}`,
      limit: PER_WORKSPACE,
      reason: "This workspace has invited very many people today.",
    },
    {
      key: `invite:to:${to}`,
      limit: PER_ADDRESS,
      reason: "This address was written to several times today.",
    },
  ];
  for (const { reason, ...window } of limits) {
    const answer = await countAttempt(tx, { ...window, windowMs: DAY_MS, at });
    if (!answer.allowed)
      throw new AppError("limit_reached", `${reason} Try again tomorrow.`, { field: "email" });
  }
}

type Outgoing = { id: string; token: string; email: string; role: Role };

/** Runs after the commit. Once the mail has left, only it has the link: who reads it has the mailbox. */
export async function sendInvitation(
  deps: InvitationDeps,
  caller: MemberCaller,
  { id, token, email, role }: Outgoing,
): Promise<SentInvitation> {
  const url = `${deps.auth.appUrl}/invite/${token}`;
  if (deps.mail === null) return { id, link: url, problem: null };
  const { workspaceName: workspace, label: inviter } = caller.actor;
  const locale = await chooseMailLocale(deps, [email, caller.actor.email]);
  const answer = await sendSystemMail(
    deps,
    invitationMail({ to: email, locale, workspace, inviter, role, url }),
  );
  if (answer.kind === "failed") return { id, link: url, problem: answer.reason };
  await markInvitationMailed(deps.db, { id, tokenHash: hashInvitationToken(token), at: deps.now() });
  return { id, link: null, problem: null };
}

async function chooseMailLocale(deps: ActionDeps, emails: readonly string[]): Promise<Locale> {
  for (const email of emails) {
    const chosen = Locale.safeParse(await findUserLocale(deps.db, email));
    if (chosen.success) return chosen.data;
  }
  return "en";
}
