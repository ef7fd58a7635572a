import { changed, rowsOf, type Statement, toMoment } from "../statement.ts";
import type { IncidentRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";
import { ancestorsOf, isBeginning, isDownInMaintenance } from "./outbox-statements.ts";

const PER_ROUND = 1_000_000;
const WORST_FIRST: readonly string[] = ["down", "flapping", "degraded"];

function isLoud(sql: Transaction, row: IncidentRow): boolean {
  if (row.closedAt !== null || row.acknowledgedAt !== null || row.causedById !== null) return false;
  return sql.get(sql.db.tables.monitorState, String(row.monitorId))?.verdict !== "maintenance";
}

function isReminderDue(sql: Transaction, row: IncidentRow, nowMs: number): boolean {
  const isDue = row.nextReminderAt !== null && row.nextReminderAt <= nowMs;
  return isDue && (row.remindEveryMs ?? 0) > 0 && isLoud(sql, row);
}

function isReleaseDue(sql: Transaction, row: IncidentRow, nowMs: number): boolean {
  if (row.closedAt !== null || hasQuietParent(sql, row, nowMs)) return false;
  if (row.causedById === null) return isKeptBack(sql, row);
  const { incident, monitor } = sql.db.tables;
  const closedAt = sql.get(incident, row.causedById)?.closedAt ?? null;
  const intervalMs = sql.get(monitor, String(row.monitorId))?.intervalMs;
  return closedAt !== null && intervalMs !== undefined && closedAt <= nowMs - 2 * intervalMs;
}

/** One that is down in its own maintenance, or was until a moment ago. */
function hasQuietParent(sql: Transaction, row: IncidentRow, nowMs: number): boolean {
  const { transition, monitor } = sql.db.tables;
  const intervalMs = sql.get(monitor, String(row.monitorId))?.intervalMs ?? 0;
  return ancestorsOf(sql, row.monitorId).some((id) => {
    if (isDownInMaintenance(sql, id)) return true;
    const steps = sql.by(transition, "monitor", id);
    const quiet = steps.filter((one) => one.raw === "down" && one.to === "maintenance");
    const isLate = ({ seq }: { seq: number }) =>
      steps.some((next) => next.seq === seq + 1 && next.at > nowMs - 2 * intervalMs);
    return quiet.some(isLate);
  });
}

/** Nothing explains it, and nobody was told. */
function isKeptBack(sql: Transaction, row: IncidentRow): boolean {
  const messages = sql.by(sql.db.tables.delivery, "incident", row.id);
  const isTold = messages.some(
    ({ status, attempts }) => status === "pending" || status === "sent" || attempts > 0,
  );
  return (
    !isTold &&
    messages.some(
      (one) =>
        one.status === "suppressed" &&
        one.ordinal === row.round &&
        isBeginning(one.event) &&
        sql.get(sql.db.tables.channel, one.channelId)?.enabled === true,
    )
  );
}

const findDueIncidents: Statement = (sql, [now]) => {
  const nowMs = Number(now);
  const { incident, delivery, parent } = sql.db.tables;
  const open = sql.by(incident, "open", 1);
  const waiting = sql.by(delivery, "pending", 1).filter((row) => row.attempts === 0);
  const over = waiting.filter((row) => {
    const about = row.incidentId === null ? null : sql.get(incident, row.incidentId);
    if (about === null || about.closedAt === null) return false;
    if (row.event === "reminder" || row.event === "escalation") return true;
    return row.event !== "up" && (row.grouped || row.heldBecause !== null);
  });
  return rowsOf([
    {
      steps: false,
      reminders: open.some((row) => isReminderDue(sql, row, nowMs)),
      releases: open.some((row) => isReleaseDue(sql, row, nowMs)),
      captures: waiting.some(
        (row) => row.monitorId !== null && sql.by(parent, "monitor", row.monitorId).length > 0,
      ),
      over: [...new Set(over.map((row) => row.incidentId))],
    },
  ]);
};

const lockDueReminders: Statement = (sql, [now, limit]) => {
  const nowMs = Number(now);
  const { incident } = sql.db.tables;
  const due = sql
    .by(incident, "open", 1)
    .filter((row) => isReminderDue(sql, row, nowMs))
    .sort((a, b) => Number(a.nextReminderAt) - Number(b.nextReminderAt) || (a.id < b.id ? -1 : 1));
  const rows = due.slice(0, Number(limit)).flatMap((row) => {
    const held = sql.tryLock(incident, row.id);
    if (held === null || held === "busy" || !isReminderDue(sql, held, nowMs)) return [];
    const { id, severity, round, cause, openedAt, remindEveryMs, reminders } = held;
    const told = { incidentId: id, severity, round, cause, openedAtMs: openedAt };
    return [{ ...told, remindEveryMs, reminders, plannedMs: held.nextReminderAt }];
  });
  return rowsOf(rows);
};

type TimerJson = {
  incident_id: string;
  reminders: number | null;
  reminder_at_ms: number | null;
  kind: string | null;
  message: string | null;
};

const saveTimers: Statement = async (sql, [json, nowMs]) => {
  const { incident, incidentEvent } = sql.db.tables;
  const timers = JSON.parse(String(json)) as TimerJson[];
  for (const timer of timers) {
    await sql.update(incident, timer.incident_id, (row) => ({
      ...row,
      reminders: timer.reminders ?? row.reminders,
      nextReminderAt:
        timer.reminders === null
          ? row.nextReminderAt
          : timer.reminder_at_ms === null
            ? null
            : toMoment(timer.reminder_at_ms),
    }));
    if (timer.kind === null) continue;
    const event = { id: sql.db.newId(), incidentId: timer.incident_id, at: Number(nowMs), kind: timer.kind };
    await sql.insert(incidentEvent, { ...event, message: timer.message ?? "" });
  }
  return changed(timers.length);
};

const listRemindable: Statement = (sql, [ids]) => {
  const { delivery, incident, channel } = sql.db.tables;
  const rows = (ids as string[]).flatMap((id) => {
    const messages = sql.by(delivery, "incident", id);
    const waiting = new Set(messages.filter((row) => row.status === "pending").map((row) => row.channelId));
    const channels = new Set<string>();
    for (const row of messages) {
      const isRepeat = row.event === "reminder" || row.event === "escalation";
      const round = isRepeat ? Math.floor(row.ordinal / PER_ROUND) : row.ordinal;
      const isTold = row.status === "sent" && !["up", "acknowledged", "test"].includes(row.event);
      if (isTold && round === sql.get(incident, id)?.round && !waiting.has(row.channelId)) {
        channels.add(row.channelId);
      }
    }
    return [...channels].flatMap((channelId) => {
      const place = sql.get(channel, channelId);
      if (!place?.enabled) return [];
      const { kind, name, quietHours } = place;
      return [{ incidentId: id, channelId, kind, name, quietHours }];
    });
  });
  return rowsOf(rows);
};

const lockReleased: Statement = (sql, [now]) => {
  const nowMs = Number(now);
  const { incident } = sql.db.tables;
  const due = sql
    .by(incident, "open", 1)
    .filter((row) => isReleaseDue(sql, row, nowMs))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = due.flatMap((row) => {
    const held = sql.tryLock(incident, row.id);
    if (held === null || held === "busy" || !isReleaseDue(sql, held, nowMs)) return [];
    const others = ancestorsOf(sql, held.monitorId)
      .flatMap((id) => sql.by(incident, "monitor", id))
      .filter((other) => other.closedAt === null && other.worst === "down")
      .sort((a, b) => a.openedAt - b.openedAt);
    const { id, severity, remindEveryMs, reminders } = held;
    const timers = { escalation: null, nextStep: 0, remindEveryMs, reminders };
    return [{ incidentId: id, severity, ...timers, otherCauseId: others[0]?.id ?? null }];
  });
  return rowsOf(rows);
};

const setCauses: Statement = async (sql, [json]) => {
  const rows = JSON.parse(String(json)) as { incident_id: string; caused_by_id: string | null }[];
  for (const { incident_id, caused_by_id } of rows) {
    await sql.update(sql.db.tables.incident, incident_id, (row) => ({ ...row, causedById: caused_by_id }));
  }
  return changed(rows.length);
};

const listKeptBack: Statement = (sql, [ids]) => {
  const { delivery, incident, channel } = sql.db.tables;
  const rows = (ids as string[]).flatMap((id) => {
    const round = sql.get(incident, id)?.round;
    const kept = sql
      .by(delivery, "incident", id)
      .filter((row) => row.status === "suppressed" && row.attempts === 0 && row.ordinal === round)
      .filter((row) => isBeginning(row.event))
      .sort((a, b) => WORST_FIRST.indexOf(a.event) - WORST_FIRST.indexOf(b.event));
    const first = new Map([...kept].reverse().map((row) => [row.channelId, row]));
    return [...first.values()].flatMap((row) => {
      const place = sql.get(channel, row.channelId);
      if (!place?.enabled) return [];
      const { kind, quietHours } = place;
      return [{ id: row.id, incidentId: id, event: row.event, channelId: row.channelId, kind, quietHours }];
    });
  });
  return rowsOf(rows);
};

type RevivalJson = { id: string; next_at_ms: number; grouped: boolean; held_because: string | null };

const reviveDeliveries: Statement = async (sql, [json]) => {
  let count = 0;
  for (const row of JSON.parse(String(json)) as RevivalJson[]) {
    const revived = await sql.update(sql.db.tables.delivery, row.id, (old) =>
      old.status === "suppressed"
        ? {
            ...old,
            status: "pending",
            nextAt: toMoment(row.next_at_ms),
            grouped: row.grouped,
            heldBecause: row.held_because,
          }
        : null,
    );
    if (revived) count += 1;
  }
  return changed(count);
};

export const incidentClockStatements: Record<string, Statement> = {
  "find-due-incidents": findDueIncidents,
  "lock-due-reminders": lockDueReminders,
  "save-incident-timers": saveTimers,
  "list-remindable-channels": listRemindable,
  "lock-released-incidents": lockReleased,
  "set-causes": setCauses,
  "list-kept-back": listKeptBack,
  "revive-deliveries": reviveDeliveries,
};
