import { describeTarget } from "#contracts/check-target.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { changed, rowsOf, type Statement, toMoment } from "../statement.ts";
import type { DeliveryRow, IncidentRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";

const ROUND_MAX_MS = 30_000;
const RANKS: readonly string[] = ["degraded", "flapping", "down"];
const BEGINNINGS = new Set(["down", "degraded", "flapping"]);

type ChangeJson = {
  monitor_id: number;
  seq: number;
  becomes: Verdict;
  at_ms: number;
  reason: string;
  inputs?: { region: string; scheduledAt?: number; at: number; outcome: string }[];
};

/** Whether the monitor seems to go down and waits for its confirmation. */
export function isFailing(sql: Transaction, monitorId: number, nowMs: number): boolean {
  const state = sql.get(sql.db.tables.monitorState, String(monitorId));
  const round = (state?.memory as { round?: { at?: number } | null } | undefined)?.round;
  return state?.raw !== "down" && round?.at !== undefined && round.at > nowMs - ROUND_MAX_MS;
}

/** Down, and nobody has to hear of it. */
export function isDownInMaintenance(sql: Transaction, monitorId: number): boolean {
  const state = sql.get(sql.db.tables.monitorState, String(monitorId));
  return state?.raw === "down" && state.verdict === "maintenance";
}

export function ancestorsOf(sql: Transaction, monitorId: number): number[] {
  const found = new Set<number>();
  const queue = [monitorId];
  for (const id of queue) {
    for (const { parentId } of sql.by(sql.db.tables.parent, "monitor", id)) {
      if (found.has(parentId)) continue;
      found.add(parentId);
      queue.push(parentId);
    }
  }
  return [...found];
}

const listNews: Statement = (sql, [json, nowMs]) => {
  const changes = JSON.parse(String(json)) as ChangeJson[];
  const rows = changes.flatMap((change) => {
    const { incident, parent } = sql.db.tables;
    return sql
      .by(incident, "monitor", change.monitor_id)
      .filter((row) => concerns(row, change))
      .filter((row) => row.closedSeq === change.seq || isWorse(sql, row, change))
      .map((row) => {
        const isEnd = row.closedSeq === change.seq;
        return {
          monitorId: change.monitor_id,
          seq: change.seq,
          incidentId: row.id,
          event: isEnd ? "up" : change.becomes,
          atMs: change.at_ms,
          reason: change.reason,
          openedAtMs: row.openedAt,
          closedAtMs: row.closedAt,
          severity: row.severity,
          round: row.round,
          escalation: null,
          hasChildren: sql.by(parent, "parent", change.monitor_id).length > 0,
          parent: isEnd ? null : findParent(sql, { child: row, nowMs: Number(nowMs) }),
        };
      });
  });
  return rowsOf(rows.sort((a, b) => a.monitorId - b.monitorId || a.seq - b.seq));
};

function concerns(row: IncidentRow, { seq }: ChangeJson): boolean {
  if (row.closedSeq === seq) return true;
  return row.openedSeq <= seq && (row.closedAt === null || Number(row.closedSeq) > seq);
}

function isWorse(sql: Transaction, row: IncidentRow, change: ChangeJson): boolean {
  const rank = RANKS.indexOf(change.becomes);
  if (rank < 0) return false;
  return !sql
    .by(sql.db.tables.transition, "monitor", change.monitor_id)
    .some((step) => step.seq >= row.openedSeq && step.seq < change.seq && RANKS.indexOf(step.to) >= rank);
}

type Parent = {
  name: string;
  zone: string;
  incidentId: string | null;
  sinceMs: number | null;
  inMaintenance: boolean;
};

function findParent(sql: Transaction, { child, nowMs }: { child: IncidentRow; nowMs: number }) {
  const { monitor, incident, workspace } = sql.db.tables;
  const found = ancestorsOf(sql, child.monitorId).flatMap((id): Parent[] => {
    const row = sql.get(monitor, String(id));
    if (row === null) return [];
    const others = sql
      .by(incident, "monitor", id)
      .filter((one) => (one.closedAt === null && one.worst === "down") || one.id === child.causedById);
    const zone = sql.get(workspace, row.workspaceId)?.timeZone ?? "UTC";
    const inMaintenance = isDownInMaintenance(sql, id);
    const known = { name: row.name, zone, inMaintenance };
    if (others.length > 0) {
      return others.map((one) => ({ ...known, incidentId: one.id, sinceMs: one.openedAt }));
    }
    return inMaintenance || isFailing(sql, id, nowMs) ? [{ ...known, incidentId: null, sinceMs: null }] : [];
  });
  const rank = (one: Parent) => (one.sinceMs !== null ? 0 : one.inMaintenance ? 1 : 2);
  found.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(b.inMaintenance) - Number(a.inMaintenance) ||
      (a.sinceMs ?? 0) - (b.sinceMs ?? 0),
  );
  return found[0] ?? null;
}

type DeliveryJson = {
  incident_id: string;
  seq: number | null;
  channel_id: string;
  event: string;
  ordinal: number;
  status: string;
  next_at_ms: number;
  grouped: boolean;
  held_because: string | null;
  at_ms: number;
  duration_ms: number | null;
  reason: string;
};

const writeDeliveries: Statement = async (sql, [json, changesJson, nowMs]) => {
  const changes = JSON.parse(String(changesJson)) as ChangeJson[];
  const written: { status: string }[] = [];
  for (const given of JSON.parse(String(json)) as DeliveryJson[]) {
    const row = toDelivery(sql, { given, changes, nowMs: Number(nowMs) });
    if (row !== null && (await sql.insert(sql.db.tables.delivery, row))) written.push({ status: row.status });
  }
  return rowsOf(written);
};

type Given = { given: DeliveryJson; changes: readonly ChangeJson[]; nowMs: number };

function toDelivery(sql: Transaction, { given, changes, nowMs }: Given): DeliveryRow | null {
  const { incident, workspace, monitor } = sql.db.tables;
  const about = sql.get(incident, given.incident_id);
  if (about === null) return null;
  const checked = sql.get(monitor, String(about.monitorId));
  const change = changes.find((one) => one.monitor_id === about.monitorId && one.seq === given.seq);
  return {
    id: sql.db.newId(),
    workspaceId: about.workspaceId,
    channelId: given.channel_id,
    incidentId: about.id,
    monitorId: about.monitorId,
    seq: given.seq,
    event: given.event,
    ordinal: given.ordinal,
    status: given.status,
    grouped: given.grouped,
    leaderId: null,
    heldBecause: given.held_because,
    attempts: 0,
    nextAt: toMoment(given.next_at_ms),
    lockedUntil: null,
    fence: 0,
    lastError: null,
    createdAt: toMoment(nowMs),
    sentAt: null,
    notification: {
      kind: given.event,
      incidentId: about.id,
      severity: about.severity,
      worst: about.worst,
      at: given.at_ms,
      durationMs: given.duration_ms,
      workspace: { name: sql.get(workspace, about.workspaceId)?.name },
      monitor: {
        id: checked?.publicId,
        name: checked?.name,
        target: checked && describeTarget(checked.check),
      },
      reason: given.reason,
      regions: listRegions(sql, change),
    },
  };
}

/** The newest reading of each region, with what it said. */
function listRegions(sql: Transaction, change: ChangeJson | undefined) {
  const { region: regions, evidence } = sql.db.tables;
  const places = new Map(sql.all(regions).map((row) => [row.code, row.id]));
  const newest = new Map<string, NonNullable<ChangeJson["inputs"]>[number]>();
  for (const reading of change?.inputs ?? []) {
    const known = newest.get(reading.region);
    if (known === undefined || reading.at > known.at) newest.set(reading.region, reading);
  }
  return [...newest]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([region, { outcome, scheduledAt, at }]) => {
      const key = `${change?.monitor_id}:${places.get(region)}:${Math.round(scheduledAt ?? at)}`;
      const kept = sql.get(evidence, key)?.evidence as { message?: string } | undefined;
      return { region, outcome, message: kept?.message ?? null };
    });
}

const dropWaiting: Statement = async (sql, [ids, because, nowMs, isHeldToo]) => {
  const { delivery, incidentEvent } = sql.db.tables;
  const noted = new Set<string>();
  let dropped = 0;
  const waiting = (ids as string[]).flatMap((id) => sql.by(delivery, "incident", id));
  for (const row of waiting.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (!isDroppable(row, isHeldToo === true)) continue;
    const saved = await sql.update(delivery, row.id, (now) =>
      isDroppable(now, isHeldToo === true)
        ? { ...now, status: "suppressed", grouped: false, heldBecause: String(because) }
        : null,
    );
    if (saved === null) continue;
    dropped += 1;
    const isRepeat = saved.event === "reminder" || saved.event === "escalation";
    if (!isRepeat && saved.incidentId !== null) noted.add(saved.incidentId);
  }
  for (const incidentId of noted) {
    const event = { id: sql.db.newId(), incidentId, at: Number(nowMs), kind: "suppressed" };
    await sql.insert(incidentEvent, { ...event, message: String(because) });
  }
  return rowsOf([{ dropped }]);
};

function isDroppable(row: DeliveryRow, isHeldToo: boolean): boolean {
  if (row.status !== "pending" || row.attempts !== 0) return false;
  if (row.event === "reminder" || row.event === "escalation") return true;
  return isHeldToo && row.event !== "up" && (row.grouped || row.heldBecause !== null);
}

const findCaptures: Statement = (sql) => {
  const { incident, delivery, monitor, workspace } = sql.db.tables;
  const waiting = sql.all(incident).filter((row) => {
    if (row.closedAt !== null || row.causedById !== null) return false;
    const messages = sql.by(delivery, "incident", row.id);
    return messages.some((one) => one.status === "pending") && messages.every((one) => one.attempts === 0);
  });
  const found = waiting.flatMap((row) => {
    const ancestors = ancestorsOf(sql, row.monitorId);
    const causes = ancestors
      .flatMap((id) => sql.by(incident, "monitor", id))
      .filter((one) => one.closedAt === null && one.worst === "down" && one.openedAt <= row.openedAt + 60_000)
      .sort((a, b) => a.openedAt - b.openedAt);
    const [cause] = causes;
    const parentId = cause?.monitorId ?? ancestors.find((id) => isDownInMaintenance(sql, id));
    const checked = parentId === undefined ? null : sql.get(monitor, String(parentId));
    if (checked === null) return [];
    const zone = sql.get(workspace, checked.workspaceId)?.timeZone ?? "UTC";
    const known = { causedById: cause?.id ?? null, sinceMs: cause?.openedAt ?? null };
    return [{ ...known, incidentId: row.id, name: checked.name, zone }];
  });
  return rowsOf(found);
};

type CauseJson = { incident_id: string; caused_by_id: string | null; because: string };

const saveCauses: Statement = async (sql, [json, nowMs]) => {
  const { incident, delivery, incidentEvent } = sql.db.tables;
  let count = 0;
  for (const { incident_id, caused_by_id, because } of JSON.parse(String(json)) as CauseJson[]) {
    const held = sql.tryLock(incident, incident_id);
    if (held === null || held === "busy" || held.closedAt !== null || held.causedById !== null) continue;
    await sql.update(incident, incident_id, (old) => ({
      ...old,
      causedById: caused_by_id,
      nextReminderAt: caused_by_id === null ? null : old.nextReminderAt,
    }));
    for (const row of sql.by(delivery, "incident", incident_id)) {
      if (row.status !== "pending" || row.attempts !== 0) continue;
      await sql.update(delivery, row.id, (now) =>
        now.status === "pending" && now.attempts === 0
          ? { ...now, status: "suppressed", grouped: false, heldBecause: because }
          : null,
      );
    }
    const event = { id: sql.db.newId(), incidentId: incident_id, at: Number(nowMs), kind: "suppressed" };
    await sql.insert(incidentEvent, { ...event, message: because });
    count += 1;
  }
  return changed(count);
};

export const isBeginning = (event: string) => BEGINNINGS.has(event);

/** Nobody merges incidents in the simulation. */
const listMergedParts: Statement = () => rowsOf([]);

export const outboxStatements: Record<string, Statement> = {
  "list-merged-parts": listMergedParts,
  "list-news": listNews,
  "write-deliveries": writeDeliveries,
  "drop-waiting-deliveries": dropWaiting,
  "find-captures": findCaptures,
  "save-causes": saveCauses,
};
