import { Locale } from "#contracts/locale.ts";
import { composeDigest } from "#domain/digest/compose-digest.ts";
import { type DigestWeek, digestWeekAt } from "#domain/digest/digest-week.ts";
import type { MailTransport } from "#server/channels/channel.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { digestToken } from "#server/runtime/digest-link.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import {
  claimDigest,
  type DigestReader,
  deleteOldDigests,
  digestKey,
  listDigestReaders,
  listSettledDigests,
  settleDigest,
} from "#server/store/digest-store.ts";
import { readDigest } from "./read-digest.ts";
import { writeDigest } from "./write-digest.ts";

const DAY_MS = 86_400_000;
const LEASE_MS = 10 * 60_000;
const ATTEMPTS = 5;
const KEPT_MS = 90 * DAY_MS;
const BUDGET_MS = 30_000;

/** `mail` null: no mail server is set, and nobody is written to. */
export type DigestDeps = Pick<Deps, "pool" | "log" | "clock"> & {
  mail: MailTransport | null;
  settings: Pick<Deps["settings"], "appUrl" | "linkSecret">;
};

type Due = DigestReader & { due: DigestWeek; week: string };

/**
 * Writes to each member who wants it, once a week, on Monday at 08:00 where they are. Returns how many mails went out. A
 * crash between sending and writing that down sends the same mail again, under the same Message-Id.
 */
export async function sendDigests(deps: DigestDeps): Promise<number> {
  const { mail } = deps;
  if (mail === null) return 0;
  const endsAt = deps.clock() + BUDGET_MS;
  let sent = 0;
  for (const reader of await listDue(deps)) {
    if (deps.clock() >= endsAt) break;
    if (await sendDigest({ ...deps, mail }, reader)) sent += 1;
  }
  return sent;
}

async function listDue(deps: DigestDeps): Promise<Due[]> {
  const nowMs = deps.clock();
  const due = (await listDigestReaders(deps.pool)).flatMap((reader) => {
    const week = digestWeekAt(nowMs, reader.timeZone);
    return week === null ? [] : [{ ...reader, due: week, week: week.week }];
  });
  if (due.length === 0) return [];
  await deleteOldDigests(deps.pool, dayOf(nowMs - KEPT_MS));
  const settled = await listSettledDigests(deps.pool, {
    week: dayOf(nowMs - 7 * DAY_MS),
    attempts: ATTEMPTS,
  });
  return due.filter((reader) => !settled.has(digestKey(reader)));
}

async function sendDigest(deps: DigestDeps & { mail: MailTransport }, reader: Due): Promise<boolean> {
  const nowMs = deps.clock();
  if (!(await claimDigest(deps.pool, reader, { nowMs, untilMs: nowMs + LEASE_MS }))) return false;
  const scope = { workspaceId: reader.workspaceId, tags: reader.tags };
  const facts = await readDigest(deps.pool, { scope, workspace: reader.workspace, week: reader.due });
  if (facts === null) {
    await settleDigest(deps.pool, reader, { atMs: nowMs, outcome: "quiet" });
    return false;
  }
  const locale = Locale.safeParse(reader.locale).data ?? "en";
  const { appUrl, linkSecret } = deps.settings;
  const token = digestToken(linkSecret, reader.userId);
  const host = new URL(appUrl).hostname;
  const answer = await deps.mail.send({
    kind: "mail",
    to: [reader.email],
    from: null,
    ...writeDigest(composeDigest(facts, { locale, timeZone: reader.timeZone }), {
      locale,
      links: { open: `${appUrl}/monitors`, off: `${appUrl}/digest-off/${token}` },
    }),
    // Stable over attempts, so that a receiver can drop what it has.
    messageId: `<digest-${sha256Hex(digestKey(reader)).slice(0, 32)}@${host}>`,
    thread: null,
    server: null,
    list: { id: `weekly-digest.${host}`, unsubscribe: `${appUrl}/api/digest/off/${token}` },
  });
  if (answer.kind === "sent") {
    await settleDigest(deps.pool, reader, { atMs: deps.clock(), outcome: "sent" });
    return true;
  }
  deps.log.error({ userId: reader.userId, reason: answer.reason }, "a weekly digest was not sent");
  // Without a settlement it is tried again when the lease is over, five times at most.
  if (answer.permanent) await settleDigest(deps.pool, reader, { atMs: deps.clock(), outcome: "failed" });
  return false;
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
