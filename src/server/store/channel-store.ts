import type { ChannelKind, QuietHours } from "#contracts/channel.ts";
import { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "./prisma.ts";

export type StoredChannel = {
  id: string;
  workspaceId: string;
  kind: ChannelKind;
  name: string;
  config: Record<string, unknown>;
  /** Envelopes by field. */
  secrets: Record<string, string>;
  isDefault: boolean;
  enabled: boolean;
  fallbackChannelId: string | null;
  quietHours: QuietHours | null;
  tellsOwners: boolean;
};

export type ChannelRow = Omit<StoredChannel, "enabled">;

export async function insertChannel(tx: Tx, channel: ChannelRow & { at: Date }): Promise<void> {
  const { at, config, secrets, quietHours, ...data } = channel;
  const json = { config: toJson(config), secrets: toJson(secrets), quietHours: quietHours ?? Prisma.DbNull };
  await tx.channel.create({ data: { ...data, ...json, createdAt: at, updatedAt: at } });
}

/** What somebody has changed gets its try at once. */
const CLOSED_BREAKER = { failureStreak: 0, openUntil: null };

export async function updateChannel(tx: Tx, channel: ChannelRow & { at: Date }): Promise<void> {
  const { id, at, config, secrets, name, isDefault, fallbackChannelId, quietHours, tellsOwners } = channel;
  const json = { config: toJson(config), secrets: toJson(secrets), quietHours: quietHours ?? Prisma.DbNull };
  await tx.channel.update({
    where: { id },
    data: { name, isDefault, fallbackChannelId, tellsOwners, ...json, ...CLOSED_BREAKER, updatedAt: at },
  });
}

/**
 * Null in another workspace and for a subscriber's, too. NO KEY: ingest needs a key share when it writes deliveries, and need not wait for a
 * form.
 */
export async function lockChannel(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<StoredChannel | null> {
  const [row] = await tx.$queryRaw<StoredChannel[]>`
    SELECT id, workspace_id AS "workspaceId", kind, name, config, secrets, is_default AS "isDefault", enabled,
      fallback_channel_id AS "fallbackChannelId", quiet_hours AS "quietHours", tells_owners AS "tellsOwners"
    FROM channel WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid AND subscriber_id IS NULL
    FOR NO KEY UPDATE`;
  return row ?? null;
}

export async function deleteChannel(tx: Tx, id: string): Promise<void> {
  await tx.channel.delete({ where: { id } });
}

/** What still waits for a channel that is switched off is not sent days later when it is switched on. */
export async function setChannelEnabled(
  tx: Tx,
  change: { id: string; enabled: boolean; at: Date },
): Promise<void> {
  const { id, enabled, at } = change;
  const data = { enabled, disabledReason: null, ...CLOSED_BREAKER, updatedAt: at };
  await tx.channel.update({ where: { id }, data });
  if (enabled) return;
  await tx.delivery.updateMany({
    where: { channelId: id, status: "pending" },
    data: { status: "failed", lockedUntil: null, lastError: "The channel was switched off." },
  });
}

/** Those of the given ids that are channels of the team. */
export async function listChannelIds(
  tx: Tx,
  asked: { workspaceId: string; ids: readonly string[] },
): Promise<string[]> {
  const where = { workspaceId: asked.workspaceId, subscriberId: null, id: { in: [...asked.ids] } };
  const rows = await tx.channel.findMany({ where, select: { id: true } });
  return rows.map((row) => row.id);
}

export async function attachDefaultChannels(
  tx: Tx,
  monitor: { monitorId: number; workspaceId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO monitor_channel (monitor_id, channel_id)
    SELECT ${monitor.monitorId}, id FROM channel
    WHERE workspace_id = ${monitor.workspaceId}::uuid AND is_default AND subscriber_id IS NULL`;
}

export async function attachToAllMonitors(
  tx: Tx,
  channel: { id: string; workspaceId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO monitor_channel (monitor_id, channel_id)
    SELECT id, ${channel.id}::uuid FROM monitor WHERE workspace_id = ${channel.workspaceId}::uuid
    ON CONFLICT DO NOTHING`;
}

/** Returns the channels that the monitor had. */
export async function replaceMonitorChannels(
  tx: Tx,
  choice: { monitorId: number; channelIds: readonly string[] },
): Promise<string[]> {
  const { monitorId, channelIds } = choice;
  const before = await tx.monitorChannel.findMany({ where: { monitorId }, orderBy: { channelId: "asc" } });
  await tx.monitorChannel.deleteMany({ where: { monitorId, channelId: { notIn: [...channelIds] } } });
  const data = channelIds.map((channelId) => ({ monitorId, channelId }));
  await tx.monitorChannel.createMany({ data, skipDuplicates: true });
  return before.map((row) => row.channelId);
}

/** The contents come out of a parsed request or of another column, so they are JSON. */
function toJson(value: Record<string, unknown>): Prisma.InputJsonObject {
  return value as Prisma.InputJsonObject;
}
