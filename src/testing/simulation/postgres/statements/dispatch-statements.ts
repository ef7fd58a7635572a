import { changed, rowsOf, type Statement } from "../statement.ts";
import type { DeliveryRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";
import { isBeginning } from "./outbox-statements.ts";

const LEASE_MS = 60_000;
const MAX_LISTED = 50;

function isNext(row: DeliveryRow, pending: readonly DeliveryRow[]): boolean {
  return !pending.some(
    (other) =>
      other.id !== row.id &&
      other.incidentId !== null &&
      other.incidentId === row.incidentId &&
      other.channelId === row.channelId &&
      isBefore(other, row),
  );
}

function isBefore(other: DeliveryRow, row: DeliveryRow): boolean {
  const isKnown = other.seq !== null && row.seq !== null;
  if (isKnown && Number(other.seq) < Number(row.seq)) return true;
  if (!isKnown && other.createdAt < row.createdAt) return true;
  return other.createdAt === row.createdAt && row.event === "up" && other.event !== "up";
}

/** Bugs are planted by leaving one of them out. */
export type DispatchRules = { keepsOrder: boolean; keepsLeases: boolean };

/** Deliveries that may be sent now: one of a channel at a time, members of a group with their leader. */
function listReady(sql: Transaction, nowMs: number, rules: DispatchRules): DeliveryRow[] {
  const pending = sql.by(sql.db.tables.delivery, "pending", 1);
  if (pending.length === 0) return pending;
  const busy = new Set(
    pending.filter((row) => row.lockedUntil !== null && row.lockedUntil >= nowMs).map((row) => row.channelId),
  );
  return pending.filter(
    (row) =>
      row.nextAt <= nowMs &&
      !(rules.keepsLeases && busy.has(row.channelId)) &&
      !pending.some((leader) => leader.id === row.leaderId) &&
      (!rules.keepsOrder || isNext(row, pending)),
  );
}

const lockReadyChannels =
  (rules: DispatchRules): Statement =>
  (sql, [now, limit]) => {
    const nowMs = Number(now);
    const { channel } = sql.db.tables;
    const due = new Map<string, number>();
    for (const row of listReady(sql, nowMs, rules)) {
      due.set(row.channelId, Math.min(row.nextAt, due.get(row.channelId) ?? row.nextAt));
    }
    const locked: { id: string }[] = [];
    for (const [id] of [...due].sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1))) {
      const isOpen = (row: { enabled: boolean; openUntil: number | null } | null) =>
        row?.enabled === true && (row.openUntil === null || row.openUntil <= nowMs);
      if (locked.length === Number(limit) || !isOpen(sql.get(channel, id))) continue;
      const held = sql.tryLock(channel, id);
      if (held !== "busy" && isOpen(held)) locked.push({ id });
    }
    return rowsOf(locked);
  };

const claimDeliveries =
  (rules: DispatchRules): Statement =>
  async (sql, [now, ids]) => {
    const nowMs = Number(now);
    const { delivery, channel } = sql.db.tables;
    const claimed = [];
    for (const id of ids as string[]) {
      const ready = listReady(sql, nowMs, rules)
        .filter((row) => row.channelId === id)
        .sort((a, b) => a.nextAt - b.nextAt || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
      const head = ready.find((row) => sql.tryLock(delivery, row.id) !== "busy");
      const place = sql.get(channel, id);
      if (head === undefined || place === null) continue;
      const row = await claim(sql, head, { leaderId: head.leaderId, lockedUntil: nowMs + LEASE_MS });
      if (row === null) continue;
      claimed.push({
        id: row.id,
        fence: row.fence,
        attempts: row.attempts,
        notification: structuredClone(row.notification),
        hasMonitor: row.monitorId !== null,
        grouped: row.grouped,
        channelId: id,
        channelSavedAt: new Date(place.updatedAt),
        workspaceId: place.workspaceId,
        kind: place.kind,
        config: place.config,
        secrets: place.secrets,
        failureStreak: place.failureStreak,
        isBreakerOpen: place.openUntil !== null,
        // Nothing is traced in simulated time.
        traceparent: null,
      });
    }
    return rowsOf(claimed);
  };

function claim(
  sql: Transaction,
  { id }: DeliveryRow,
  by: { leaderId: string | null; lockedUntil: number | null },
): Promise<DeliveryRow | null> {
  return sql.update(sql.db.tables.delivery, id, (row) =>
    row.status !== "pending"
      ? null
      : { ...row, ...by, attempts: row.attempts + 1, fence: row.fence + 1, heldBecause: null },
  );
}

const claimGroupMembers: Statement = async (sql, [now, leaders]) => {
  const groups = [];
  for (const leaderId of leaders as string[]) {
    const head = sql.get(sql.db.tables.delivery, leaderId);
    const joined = head === null ? [] : await joinGroup(sql, head, Number(now));
    if (joined.length === 0) continue;
    const listed = joined.slice(0, MAX_LISTED).map((row) => ({
      notification: structuredClone(row.notification),
      hasMonitor: row.monitorId !== null,
    }));
    groups.push({ leaderId, unlisted: joined.length - listed.length, listed });
  }
  return rowsOf(groups);
};

async function joinGroup(sql: Transaction, head: DeliveryRow, nowMs: number): Promise<DeliveryRow[]> {
  const { delivery } = sql.db.tables;
  const pending = sql.by(delivery, "pending", 1);
  const joined: DeliveryRow[] = [];
  for (const row of pending) {
    if (!belongsTo(row, head, { pending, nowMs }) || sql.tryLock(delivery, row.id) === "busy") continue;
    const member = await claim(sql, row, { leaderId: head.id, lockedUntil: head.lockedUntil });
    if (member !== null) joined.push(member);
  }
  return joined.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

function belongsTo(
  row: DeliveryRow,
  head: DeliveryRow,
  seen: { pending: readonly DeliveryRow[]; nowMs: number },
): boolean {
  if (row.id === head.id || row.channelId !== head.channelId) return false;
  if (row.leaderId === head.id) return true;
  const isFree = head.fence === 1 && row.grouped && row.attempts === 0 && row.leaderId === null;
  const isSameSide = row.event === head.event || (isBeginning(row.event) && isBeginning(head.event));
  return isFree && isSameSide && row.nextAt <= seen.nowMs && isNext(row, seen.pending);
}

const recordAttempt: Statement = async (sql, values) => {
  const [id, fence, status, sentAt, nextAt, error] = values;
  const { delivery } = sql.db.tables;
  const heldBecause = values[10];
  const finish = (row: DeliveryRow): DeliveryRow => ({
    ...row,
    status: String(status),
    lockedUntil: null,
    sentAt: sentAt === null ? null : Number(sentAt),
    nextAt: nextAt === null ? row.nextAt : Number(nextAt),
    lastError: error === null ? null : String(error),
    heldBecause: heldBecause == null ? null : String(heldBecause),
  });
  const known = sql.get(delivery, String(id));
  if (known === null || known.fence !== fence || known.status !== "pending") return rowsOf([]);
  const head = await sql.update(delivery, String(id), (row) =>
    row.fence === fence && row.status === "pending" ? finish(row) : null,
  );
  if (head === null) return rowsOf([]);
  const ids = [{ id: head.id }];
  if (head.grouped) {
    for (const row of sql.by(delivery, "pending", 1)) {
      if (row.leaderId !== head.id) continue;
      const member = await sql.update(delivery, row.id, (now) =>
        now.status === "pending" ? { ...finish(now), nextAt: head.nextAt } : null,
      );
      if (member !== null) ids.push({ id: member.id });
    }
  }
  return rowsOf(ids);
};

const lockChannel: Statement = async (sql, [id]) => {
  const row = await sql.lock(sql.db.tables.channel, String(id));
  return rowsOf(row === null ? [] : [{ savedAt: new Date(row.updatedAt) }]);
};

const saveBreaker: Statement = async (sql, [id, failureStreak, openUntil]) => {
  const saved = await sql.update(sql.db.tables.channel, String(id), (row) => ({
    ...row,
    failureStreak: Number(failureStreak),
    openUntil: openUntil === null ? null : Number(openUntil),
  }));
  return changed(saved ? 1 : 0);
};

/** A key-share lock on monitors keeps only deletions away, which the simulation does not have. */
const lockMonitorsOfChannel: Statement = () => rowsOf([]);

const disableChannel: Statement = async (sql, [id, reason, atMs]) => {
  const saved = await sql.update(sql.db.tables.channel, String(id), (row) =>
    row.enabled ? { ...row, enabled: false, disabledReason: String(reason), updatedAt: Number(atMs) } : null,
  );
  return changed(saved ? 1 : 0);
};

const failWaiting: Statement = async (sql, [channelId, error]) => {
  const { delivery } = sql.db.tables;
  const ids: { id: string }[] = [];
  for (const row of sql.by(delivery, "pending", 1)) {
    if (row.channelId !== channelId) continue;
    const failed = await sql.update(delivery, row.id, (now) =>
      now.status === "pending"
        ? { ...now, status: "failed", lockedUntil: null, lastError: `The channel was switched off: ${error}` }
        : null,
    );
    if (failed) ids.push({ id: failed.id });
  }
  return rowsOf(ids);
};

const insertFallbacks: Statement = async (sql, [ids, atMs, error]) => {
  const { delivery, channel } = sql.db.tables;
  let count = 0;
  for (const id of ids as string[]) {
    const lost = sql.get(delivery, id);
    const own = lost ? sql.get(channel, lost.channelId) : null;
    const other = own?.fallbackChannelId ? sql.get(channel, own.fallbackChannelId) : null;
    if (!lost || !own || !other?.enabled || lost.event === "test" || lost.event === "acknowledged") continue;
    const reason = `The channel “${own.name}” could not be told (${error}). ${lost.notification.reason}`;
    const row: DeliveryRow = {
      ...lost,
      id: sql.db.newId(),
      channelId: other.id,
      status: "pending",
      leaderId: null,
      heldBecause: null,
      attempts: 0,
      nextAt: Number(atMs),
      lockedUntil: null,
      fence: 0,
      lastError: null,
      sentAt: null,
      notification: { ...lost.notification, reason },
    };
    if (await sql.insert(delivery, row)) count += 1;
  }
  return changed(count);
};

export function claimStatements(rules: DispatchRules): Record<string, Statement> {
  return { "lock-ready-channels": lockReadyChannels(rules), "claim-deliveries": claimDeliveries(rules) };
}

/** The worlds of the simulation have no status pages, so nobody subscribes to one. */
const lockDueSubscribers: Statement = () => rowsOf([]);

export const dispatchStatements: Record<string, Statement> = {
  ...claimStatements({ keepsOrder: true, keepsLeases: true }),
  "claim-group-members": claimGroupMembers,
  "record-attempt": recordAttempt,
  "lock-channel": lockChannel,
  "lock-channel-saved-at": lockChannel,
  "lock-monitors-of-channel": lockMonitorsOfChannel,
  "save-breaker": saveBreaker,
  "disable-channel": disableChannel,
  "fail-waiting-deliveries": failWaiting,
  "insert-fallbacks": insertFallbacks,
  "lock-due-subscribers": lockDueSubscribers,
};
