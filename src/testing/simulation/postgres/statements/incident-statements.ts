import type { Verdict } from "#contracts/verdict.ts";
import { changed, numbersOf, rowsOf, type Statement, toMoment } from "../statement.ts";

const lockOpenIncidents: Statement = async (sql, [ids]) => {
  const { incident } = sql.db.tables;
  const rows = [];
  for (const id of numbersOf(ids)
    .map(Number)
    .sort((a, b) => a - b)) {
    for (const row of sql.by(incident, "monitor", id)) {
      if (row.closedAt !== null) continue;
      const now = await sql.lock(incident, row.id);
      if (now?.closedAt === null) rows.push({ monitorId: now.monitorId, id: now.id, worst: now.worst });
    }
  }
  return rowsOf(rows);
};

type ChangeJson = { id: string; at_ms: number | null; seq: number | null; worst: Verdict | null };

const changeIncidents: Statement = async (sql, [json]) => {
  let count = 0;
  for (const row of JSON.parse(String(json)) as ChangeJson[]) {
    const saved = await sql.update(sql.db.tables.incident, row.id, (old) => {
      if (old.closedAt !== null) return null;
      const isClosed = row.at_ms !== null;
      return {
        ...old,
        worst: row.worst ?? old.worst,
        closedAt: row.at_ms === null ? null : toMoment(row.at_ms),
        closedSeq: row.seq,
        nextReminderAt: isClosed ? null : old.nextReminderAt,
      };
    });
    if (saved) count += 1;
  }
  return changed(count);
};

type IncidentJson = {
  id: string;
  workspace_id: string;
  monitor_id: number;
  worst: Verdict;
  at_ms: number;
  seq: number;
  first_ms: number | null;
  closed_ms: number | null;
  closed_seq: number | null;
  cause: string;
  remind_ms: number | null;
};

const insertIncidents: Statement = async (sql, [json]) => {
  const rows = JSON.parse(String(json)) as IncidentJson[];
  for (const row of rows) {
    const openedAt = toMoment(row.at_ms);
    const isOpen = row.closed_ms === null;
    const isNew = await sql.insert(sql.db.tables.incident, {
      id: row.id,
      workspaceId: row.workspace_id,
      monitorId: row.monitor_id,
      severity: sql.get(sql.db.tables.monitor, String(row.monitor_id))?.severity ?? "normal",
      worst: row.worst,
      openedAt,
      openedSeq: row.seq,
      firstFailedAt: row.first_ms === null ? null : toMoment(row.first_ms),
      closedAt: row.closed_ms === null ? null : toMoment(row.closed_ms),
      closedSeq: row.closed_seq,
      cause: row.cause,
      causedById: null,
      round: 0,
      nextReminderAt: isOpen && row.remind_ms !== null ? openedAt + row.remind_ms : null,
      remindEveryMs: row.remind_ms,
      reminders: 0,
      acknowledgedAt: null,
    });
    if (!isNew) throw sql.uniqueViolation("incident_open");
  }
  return changed(rows.length);
};

type EventJson = { id: string; incident_id: string; at_ms: number; kind: string; message: string };

const insertIncidentEvents: Statement = async (sql, [json]) => {
  const rows = JSON.parse(String(json)) as EventJson[];
  for (const { id, incident_id, at_ms, kind, message } of rows) {
    await sql.insert(sql.db.tables.incidentEvent, {
      id,
      incidentId: incident_id,
      at: toMoment(at_ms),
      kind,
      message,
    });
  }
  return changed(rows.length);
};

type EvidenceJson = { incident_id: string; monitor_id: number; region: string; at_ms: number };

const insertIncidentEvidence: Statement = async (sql, [json]) => {
  const { incidentEvidence, region, tick } = sql.db.tables;
  const codes = new Map(sql.all(region).map((row) => [row.code, row.id]));
  let count = 0;
  for (const row of JSON.parse(String(json)) as EvidenceJson[]) {
    const key = `${row.monitor_id}:${codes.get(row.region)}:${row.at_ms}`;
    if (sql.get(tick, key) === null) continue;
    const kept = { incidentId: row.incident_id, region: row.region, scheduledAt: row.at_ms };
    if (await sql.insert(incidentEvidence, kept)) count += 1;
  }
  return changed(count);
};

export const incidentStatements: Record<string, Statement> = {
  "lock-open-incidents": lockOpenIncidents,
  "change-incidents": changeIncidents,
  "insert-incidents": insertIncidents,
  "insert-incident-events": insertIncidentEvents,
  "insert-incident-evidence": insertIncidentEvidence,
};
