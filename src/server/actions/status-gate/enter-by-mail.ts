import * as z from "zod";
import { EmailAddress } from "#contracts/email-address.ts";
import type { Locale } from "#contracts/locale.ts";
import type { StatusAccess } from "#contracts/status-page.ts";
import { networkOf } from "#server/auth/in-network.ts";
import { consumeOneTimeToken, issueOneTimeToken } from "#server/auth/one-time-token.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { type SystemMailDeps, sendSystemMail } from "#server/runtime/system-mail.ts";
import type { Db, Sql } from "#server/store/prisma.ts";
import { countAttempt } from "#server/store/rate-limit-store.ts";
import { findGateSecret } from "#server/store/status-snapshot-store.ts";
import { gateMail } from "./gate-mail.ts";

export type MailGateDeps = SystemMailDeps & {
  db: Db;
  sql: Sql;
  now: () => Date;
  later: (work: () => Promise<void>) => void;
};

export type LinkWish = {
  email: string;
  address: string;
  locale: Locale;
  /** Where the link leads, without the token; begins with the page's own address, never with a header of the request. */
  enterUrl: string;
};

export type LinkAnswer = { kind: "asked" } | { kind: "too_many"; waitMs: number };

const HOUR_MS = 3_600_000;
/** Per hour: from one address, to one mailbox, and of one page. */
const LIMITS = { address: 20, mailbox: 5, page: 500 };

/** The same answer for whatever was typed; after it, a mail goes to an address that may look. */
export async function requestGateLink(
  deps: MailGateDeps,
  page: { pageId: string },
  wish: LinkWish,
): Promise<LinkAnswer> {
  const email = wish.email.trim().toLowerCase();
  const window = { windowMs: HOUR_MS, at: deps.now() };
  const limits = [
    { ...window, key: `page-link:address:${networkOf(wish.address)}`, limit: LIMITS.address },
    { ...window, key: `page-link:mailbox:${sha256Hex(email)}`, limit: LIMITS.mailbox },
    { ...window, key: `page-link:page:${page.pageId}`, limit: LIMITS.page },
  ];
  for (const limit of limits) {
    const answer = await countAttempt(deps.db, limit);
    if (!answer.allowed) return { kind: "too_many", waitMs: answer.waitMs };
  }
  deps.later(() =>
    sendLink(deps, page, { ...wish, email }).catch((error: unknown) => {
      deps.log.error({ err: error }, "A link to a status page could not be sent.");
    }),
  );
  return { kind: "asked" };
}

async function sendLink(deps: MailGateDeps, { pageId }: { pageId: string }, wish: LinkWish): Promise<void> {
  if (!EmailAddress.safeParse(wish.email).success) return;
  const gate = await findGateSecret(deps.sql, pageId);
  if (gate === null || !mayLook(gate.access, wish.email)) return;
  const data = { pageId, accessVersion: gate.accessVersion };
  const token = await issueOneTimeToken(deps, { kind: "status_gate", email: wish.email, data });
  const url = `${wish.enterUrl}?token=${token}`;
  await sendSystemMail(deps, gateMail({ to: wish.email, locale: wish.locale, url }));
}

function mayLook(access: StatusAccess, email: string): boolean {
  if (access.kind !== "email") return false;
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return access.domains.includes(domain) || access.addresses.some((known) => known.toLowerCase() === email);
}

const Data = z.object({ pageId: z.string(), accessVersion: z.number() });

/** Uses the link up; null when it is over, of another page, or when who is let in has changed since. */
export async function enterByLink(
  deps: Pick<MailGateDeps, "db" | "sql" | "now">,
  page: { pageId: string },
  token: string,
): Promise<{ accessVersion: number } | null> {
  const row = await consumeOneTimeToken(deps, { kind: "status_gate", token });
  const data = Data.safeParse(row?.data).data;
  if (data === undefined || data.pageId !== page.pageId) return null;
  const gate = await findGateSecret(deps.sql, page.pageId);
  if (gate === null || gate.accessVersion !== data.accessVersion) return null;
  return { accessVersion: gate.accessVersion };
}
