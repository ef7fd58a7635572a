import { rowsOf, type Statement } from "../statement.ts";
import type { ChannelRow, DeliveryRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";
import { isBeginning, isFailing } from "./outbox-statements.ts";

const STORM_WINDOW_MS = 20_000;
const GATHERING_MAX_MS = 60_000;
const STORM_SIZE = 5;
const PER_ROUND = 1_000_000;

type Told = { incidentId: string; channel: ChannelRow };
type Signs = { side: "begins" | "ends"; nowMs: number };

const listChannels: Statement = (sql, [json, nowMs, alsoJson]) => {
  const { monitorChannel } = sql.db.tables;
  const news = JSON.parse(String(json)) as { incident_id: string; monitor_id: number | null }[];
  const also = JSON.parse(String(alsoJson)) as { incident_id: string; channel_id: string }[];
  const wanted = [
    ...news.flatMap((one) =>
      one.monitor_id === null
        ? []
        : sql
            .by(monitorChannel, "monitor", one.monitor_id)
            .map((row) => ({ incidentId: one.incident_id, channelId: row.channelId })),
    ),
    ...also.map((one) => ({ incidentId: one.incident_id, channelId: one.channel_id })),
  ];
  const told = wanted.flatMap(({ incidentId, channelId }) => {
    const channel = standIn(sql, channelId);
    return channel === null ? [] : [{ incidentId, channel }];
  });
  return rowsOf(withSigns(sql, distinct(told), { side: "begins", nowMs: Number(nowMs) }));
};

function standIn(sql: Transaction, channelId: string): ChannelRow | null {
  const { channel } = sql.db.tables;
  const own = sql.get(channel, channelId);
  if (own === null || own.enabled) return own;
  if (own.disabledReason === null || own.fallbackChannelId === null) return null;
  const other = sql.get(channel, own.fallbackChannelId);
  return other?.enabled ? other : null;
}

const listTold: Statement = (sql, [ids, nowMs]) => {
  const { delivery, incident, channel } = sql.db.tables;
  const told = (ids as string[]).flatMap((id) =>
    sql.by(delivery, "incident", id).flatMap((row) => {
      const about = sql.get(incident, id);
      const place = sql.get(channel, row.channelId);
      const isTold = row.status === "pending" || row.status === "sent";
      const isEnd = row.event === "up" || row.event === "acknowledged" || row.event === "test";
      if (!isTold || isEnd || about === null || !place?.enabled || roundOf(row) !== about.round) return [];
      return [{ incidentId: id, channel: place }];
    }),
  );
  return rowsOf(withSigns(sql, distinct(told), { side: "ends", nowMs: Number(nowMs) }));
};

function roundOf(row: DeliveryRow): number {
  const isRepeat = row.event === "reminder" || row.event === "escalation";
  return isRepeat ? Math.floor(row.ordinal / PER_ROUND) : row.ordinal;
}

function distinct(told: readonly Told[]): Told[] {
  const seen = new Map(told.map((one) => [`${one.incidentId} ${one.channel.id}`, one]));
  return [...seen.values()];
}

function withSigns(sql: Transaction, told: readonly Told[], { side, nowMs }: Signs) {
  const about = new Set(told.map((one) => one.incidentId));
  return told.map(({ incidentId, channel }) => {
    const lately = sql
      .all(sql.db.tables.delivery)
      .filter((row) => row.channelId === channel.id && row.createdAt > nowMs - 2 * GATHERING_MAX_MS)
      .filter((row) => (side === "ends" ? row.event === "up" : isBeginning(row.event)));
    const likely = side === "begins" ? likelyDown(sql, channel.id, nowMs) : likelyUp(sql, told, channel.id);
    return {
      incidentId,
      channelId: channel.id,
      kind: channel.kind,
      name: channel.name,
      quietHours: channel.quietHours,
      recent: countRecent(lately, about, nowMs),
      likely,
      gatheringUntilMs: least(
        lately.filter(
          (row) =>
            row.status === "pending" &&
            row.grouped &&
            row.attempts === 0 &&
            row.nextAt <= nowMs + GATHERING_MAX_MS,
        ),
      ),
      lastGroupAtMs: most(lately.filter((row) => row.status === "sent" && row.grouped)),
    };
  });
}

function countRecent(lately: readonly DeliveryRow[], about: ReadonlySet<string>, nowMs: number): number {
  const recent = lately.filter(
    (row) =>
      row.status !== "suppressed" &&
      row.createdAt > nowMs - STORM_WINDOW_MS &&
      row.incidentId !== null &&
      !about.has(row.incidentId),
  );
  return new Set(recent.map((row) => row.incidentId)).size;
}

function likelyDown(sql: Transaction, channelId: string, nowMs: number): number {
  const failing = sql
    .all(sql.db.tables.monitorChannel)
    .filter((row) => row.channelId === channelId && isFailing(sql, row.monitorId, nowMs));
  return Math.min(failing.length, STORM_SIZE);
}

function likelyUp(sql: Transaction, told: readonly Told[], channelId: string): number {
  const { delivery, incident } = sql.db.tables;
  const leaders = new Set<string>();
  for (const one of told) {
    if (one.channel.id !== channelId) continue;
    for (const row of sql.by(delivery, "incident", one.incidentId)) {
      if (row.channelId === channelId && row.grouped && row.event !== "up")
        leaders.add(row.leaderId ?? row.id);
    }
  }
  if (leaders.size === 0) return 0;
  const along = sql
    .all(delivery)
    .filter((row) => leaders.has(row.id) || (row.leaderId !== null && leaders.has(row.leaderId)))
    .filter((row) => row.incidentId !== null && sql.get(incident, row.incidentId)?.closedAt === null);
  return Math.min(along.length, STORM_SIZE);
}

const least = (rows: readonly DeliveryRow[]) =>
  rows.length === 0 ? null : Math.min(...rows.map((row) => row.nextAt));
const most = (rows: readonly DeliveryRow[]) =>
  rows.length === 0 ? null : Math.max(...rows.map((row) => row.nextAt));

/** Nobody merges incidents here: that is a person's command. */
const listMergedParts: Statement = () => rowsOf([]);

export const recipientStatements: Record<string, Statement> = {
  "list-merged-parts": listMergedParts,
  "list-channels-to-tell": listChannels,
  "list-told-channels": listTold,
};
