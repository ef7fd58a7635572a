import type { Locale } from "#contracts/locale.ts";
import type { PostImpact } from "#contracts/status-post.ts";
import type { SubscriberChoice, SubscriberKind } from "#contracts/status-subscriber.ts";
import type { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "./prisma.ts";

export type StoredSubscriber = {
  id: string;
  pageId: string;
  workspaceId: string;
  kind: SubscriberKind;
  label: string;
  confirmedAt: Date | null;
  createdAt: Date;
  componentIds: string[];
  leastImpact: PostImpact;
  locale: Locale;
  pageTitle: string;
  slug: string;
  /** The page's proven domain. */
  domain: string | null;
  isPrivate: boolean;
  /** Null before it is confirmed. `secrets` are envelopes. */
  channel: {
    id: string;
    enabled: boolean;
    config: Record<string, unknown>;
    secrets: Record<string, string>;
  } | null;
};

type Key = { id: string } | { pageId: string; addressHash: string };

/** With the lock of its row. */
export async function lockSubscriber(tx: Tx, key: Key): Promise<StoredSubscriber | null> {
  const id = "id" in key ? key.id : null;
  const { pageId, addressHash } = "id" in key ? { pageId: null, addressHash: null } : key;
  const [row] = await tx.$queryRaw<StoredSubscriber[]>`
    SELECT s.id, s.page_id AS "pageId", g.workspace_id AS "workspaceId", s.kind, s.label, s.confirmed_at AS "confirmedAt",
      s.created_at AS "createdAt", s.component_ids AS "componentIds", s.least_impact AS "leastImpact", s.locale, g.title AS "pageTitle", g.slug,
      CASE WHEN o.verified_at IS NOT NULL THEN o.domain END AS domain, g.access->>'kind' <> 'public' AS "isPrivate",
      (SELECT json_build_object('id', c.id, 'enabled', c.enabled, 'config', c.config, 'secrets', c.secrets)
        FROM channel c WHERE c.subscriber_id = s.id) AS channel
    FROM status_subscriber s JOIN status_page g ON g.id = s.page_id LEFT JOIN status_domain o ON o.page_id = g.id
    WHERE s.id = ${id}::uuid OR s.page_id = ${pageId}::uuid AND s.address_hash = ${addressHash}
    FOR UPDATE OF s`;
  return row ?? null;
}

export type NewSubscriber = SubscriberChoice & {
  id: string;
  pageId: string;
  kind: SubscriberKind;
  label: string;
  addressHash: string;
  at: Date;
};

/**
 * Keeps one row for each address of a page, and answers its id. Who has not confirmed yet begins anew with the newest
 * choice; a confirmed one stays as it is, whoever asks.
 */
export async function keepSubscriber(tx: Tx, subscriber: NewSubscriber): Promise<string> {
  const { id, pageId, kind, label, addressHash, at, componentIds, leastImpact, locale } = subscriber;
  await tx.$executeRaw`
    INSERT INTO status_subscriber AS kept (id, page_id, kind, label, address_hash, component_ids, least_impact, locale,
      created_at)
    VALUES (${id}::uuid, ${pageId}::uuid, ${kind}, ${label}, ${addressHash}, ${componentIds}::uuid[], ${leastImpact},
      ${locale}, ${at})
    ON CONFLICT (page_id, address_hash) DO UPDATE SET component_ids = excluded.component_ids,
      least_impact = excluded.least_impact, locale = excluded.locale, created_at = excluded.created_at
    WHERE kept.confirmed_at IS NULL`;
  const row = await tx.statusSubscriber.findUniqueOrThrow({
    where: { pageId_addressHash: { pageId, addressHash } },
    select: { id: true },
  });
  return row.id;
}

export async function setConfirmed(tx: Tx, change: { id: string; at: Date }): Promise<void> {
  await tx.statusSubscriber.updateMany({
    where: { id: change.id, confirmedAt: null },
    data: { confirmedAt: change.at },
  });
}

type HiddenChannel = {
  id: string;
  workspaceId: string;
  subscriberId: string;
  kind: SubscriberKind;
  label: string;
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  at: Date;
};

/** The channel that nobody of the team sees; one that was switched off is on again. */
export async function putHiddenChannel(tx: Tx, channel: HiddenChannel): Promise<void> {
  const { id, workspaceId, subscriberId, kind, label, at } = channel;
  // Parsed requests: JSON.
  const config = channel.config as Prisma.InputJsonObject;
  const { secrets } = channel;
  await tx.channel.upsert({
    where: { subscriberId },
    create: {
      id,
      workspaceId,
      subscriberId,
      kind,
      name: label,
      config,
      secrets,
      createdAt: at,
      updatedAt: at,
    },
    update: { enabled: true, disabledReason: null, failureStreak: 0, openUntil: null, updatedAt: at },
  });
}

export async function setChoice(tx: Tx, change: { id: string; choice: SubscriberChoice }): Promise<void> {
  await tx.statusSubscriber.update({ where: { id: change.id }, data: change.choice });
}

/** Its channel and what still waits for it go with it. False when it was gone already. */
export async function deleteSubscriber(tx: Tx, key: { id: string; pageId?: string }): Promise<boolean> {
  return (await tx.statusSubscriber.deleteMany({ where: key })).count === 1;
}

/** What the team may know of a page whose subscribers it looks at; null in another workspace. */
export async function findPageOfTeam(
  tx: Tx,
  key: { workspaceId: string; pageId: string },
): Promise<{ id: string; title: string; slug: string; domain: string | null; isPrivate: boolean } | null> {
  const [row] = await tx.$queryRaw<
    { id: string; title: string; slug: string; domain: string | null; isPrivate: boolean }[]
  >`
    SELECT g.id, g.title, g.slug, CASE WHEN o.verified_at IS NOT NULL THEN o.domain END AS domain,
      g.access->>'kind' <> 'public' AS "isPrivate"
    FROM status_page g LEFT JOIN status_domain o ON o.page_id = g.id
    WHERE g.id = ${key.pageId}::uuid AND g.workspace_id = ${key.workspaceId}::uuid`;
  return row ?? null;
}
