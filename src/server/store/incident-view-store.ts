import type {
  AdvisoryView,
  AssigneeView,
  IncidentEventView,
  IncidentEvidenceView,
  IncidentListItem,
} from "#contracts/incident.ts";
import { INCIDENT_JOINS, INCIDENT_TITLE, incidentColumns } from "./incident-list-store.ts";
import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

export type NamedIncident = { id: string; title: string };
export type IncidentHead = IncidentListItem & {
  firstFailedAt: number | null;
  acknowledgedAt: number | null;
  assigneeId: string | null;
  mergedInto: NamedIncident | null;
  postMortem: string | null;
  nextStepAt: number | null;
  nextReminderAt: number | null;
  /** Channels that its monitors tell, switched on. */
  channels: number;
};

/** Null in another workspace and out of scope, too. */
export async function findIncidentHead(
  sql: Sql,
  key: MonitorScope & { id: string },
): Promise<IncidentHead | null> {
  const values: unknown[] = [key.id, key.workspaceId];
  const scope = scopeSql(key, values);
  const { rows } = await sql.query<IncidentHead>({
    name: scope.name("find-incident-head"),
    text: `SELECT ${incidentColumns(scope)},
        (extract(epoch FROM i.first_failed_at) * 1000)::float8 AS "firstFailedAt",
        (extract(epoch FROM i.acknowledged_at) * 1000)::float8 AS "acknowledgedAt",
        i.assigned_user_id AS "assigneeId", i.post_mortem AS "postMortem",
        CASE WHEN target.id IS NOT NULL${scope.incident("target")} THEN json_build_object('id', target.id,
          'title', coalesce(target.title, target_monitor.name, target.cause)) END AS "mergedInto",
        (extract(epoch FROM i.next_step_at) * 1000)::float8 AS "nextStepAt",
        (extract(epoch FROM i.next_reminder_at) * 1000)::float8 AS "nextReminderAt",
        (SELECT count(DISTINCT c.id)::int FROM monitor_channel mc JOIN channel c ON c.id = mc.channel_id AND c.enabled
          WHERE mc.monitor_id = i.monitor_id
            OR mc.monitor_id IN (SELECT monitor_id FROM incident_monitor am WHERE am.incident_id = i.id)) AS channels
      FROM incident i ${INCIDENT_JOINS}
      LEFT JOIN incident target ON target.id = i.merged_into_id
      LEFT JOIN monitor target_monitor ON target_monitor.id = target.monitor_id
      WHERE i.id = $1 AND i.workspace_id = $2${scope.incident("i")}`,
    values,
  });
  return rows[0] ?? null;
}

/** Oldest first. */
export async function listIncidentEvents(sql: Sql, incidentId: string): Promise<IncidentEventView[]> {
  const { rows } = await sql.query<IncidentEventView>({
    name: "list-incident-events",
    text: `SELECT id, (extract(epoch FROM at) * 1000)::float8 AS at, kind, region, actor, message
      FROM incident_event WHERE incident_id = $1 ORDER BY at, id`,
    values: [incidentId],
  });
  return rows;
}

export async function listIncidentEvidence(sql: Sql, incidentId: string): Promise<IncidentEvidenceView[]> {
  const { rows } = await sql.query<IncidentEvidenceView>({
    name: "list-incident-evidence",
    text: `SELECT region, tick, evidence FROM incident_evidence WHERE incident_id = $1 ORDER BY region, scheduled_at`,
    values: [incidentId],
  });
  return rows;
}

/** The incidents that point at this one: merged into it, or held because of it. */
export async function listLinkedIncidents(
  sql: Sql,
  key: MonitorScope & { id: string },
): Promise<{ merged: NamedIncident[]; caused: NamedIncident[] }> {
  const values: unknown[] = [key.id];
  const scope = scopeSql(key, values);
  const { rows } = await sql.query<NamedIncident & { isMerged: boolean }>({
    name: scope.name("list-linked-incidents"),
    text: `SELECT i.id, ${INCIDENT_TITLE} AS title, i.merged_into_id IS NOT DISTINCT FROM $1::uuid AS "isMerged"
      FROM incident i LEFT JOIN monitor m ON m.id = i.monitor_id
      WHERE (i.merged_into_id = $1 OR i.caused_by_id = $1)${scope.incident("i")} ORDER BY i.opened_at, i.id`,
    values,
  });
  const named = ({ id, title }: NamedIncident): NamedIncident => ({ id, title });
  return {
    merged: rows.filter(({ isMerged }) => isMerged).map(named),
    caused: rows.filter(({ isMerged }) => !isMerged).map(named),
  };
}

export async function listAffectedMonitors(
  sql: Sql,
  key: MonitorScope & { id: string },
): Promise<{ id: string; name: string }[]> {
  const values: unknown[] = [key.id];
  const scope = scopeSql(key, values);
  const { rows } = await sql.query<{ id: string; name: string }>({
    name: scope.name("list-affected-monitors"),
    text: `SELECT m.public_id AS id, m.name FROM incident_monitor am JOIN monitor m ON m.id = am.monitor_id
      WHERE am.incident_id = $1${scope.monitor("m")} ORDER BY lower(m.name), m.id`,
    values,
  });
  return rows;
}

/** Of one monitor, open ones first, then newest first. */
export async function listMonitorIncidents(
  sql: Sql,
  query: { scope: MonitorScope; monitorId: number; limit: number },
): Promise<IncidentListItem[]> {
  const values: unknown[] = [query.monitorId, query.limit];
  const scope = scopeSql(query.scope, values);
  const { rows } = await sql.query<IncidentListItem>({
    name: scope.name("list-monitor-incidents"),
    text: `SELECT ${incidentColumns(scope)}
      FROM (
        (SELECT id FROM incident WHERE monitor_id = $1 ORDER BY opened_at DESC LIMIT $2)
        UNION
        (SELECT am.incident_id FROM incident_monitor am JOIN incident ON incident.id = am.incident_id
          WHERE am.monitor_id = $1 ORDER BY incident.opened_at DESC LIMIT $2)
      ) page JOIN incident i ON i.id = page.id ${INCIDENT_JOINS}
      ORDER BY (i.closed_at IS NOT NULL), i.opened_at DESC, i.id DESC LIMIT $2`,
    values,
  });
  return rows;
}

/** Of one monitor, open ones first, then newest first. */
export async function listAdvisories(
  sql: Sql,
  query: { monitorId: number; limit: number },
): Promise<AdvisoryView[]> {
  const { rows } = await sql.query<AdvisoryView>({
    name: "list-advisories",
    text: `SELECT a.id, r.code AS region, r.name AS "regionName", (extract(epoch FROM a.from_at) * 1000)::float8 AS "fromAt",
        (extract(epoch FROM a.to_at) * 1000)::float8 AS "toAt", a.reason
      FROM advisory a JOIN region r ON r.id = a.region_id
      WHERE a.monitor_id = $1 ORDER BY (a.to_at IS NOT NULL), a.from_at DESC, a.id LIMIT $2`,
    values: [query.monitorId, query.limit],
  });
  return rows;
}

export async function listAssignees(sql: Sql, workspaceId: string): Promise<AssigneeView[]> {
  const { rows } = await sql.query<AssigneeView>({
    name: "list-assignees",
    text: `SELECT u.id, u.email, u.name FROM member JOIN "user" u ON u.id = member.user_id
      WHERE member.workspace_id = $1 ORDER BY lower(coalesce(u.name, u.email)), u.id`,
    values: [workspaceId],
  });
  return rows;
}

export type LinkedDelivery = {
  name: string;
  openedAt: number;
  acknowledgedAt: number | null;
  closedAt: number | null;
  linkUsedAt: number | null;
};

/** What the message told of: first the incident that it is about, then the others of a storm. None: it is gone. */
export async function listIncidentsOfLink(sql: Sql, deliveryId: string): Promise<LinkedDelivery[]> {
  const { rows } = await sql.query<LinkedDelivery>({
    name: "list-incidents-of-link",
    text: `SELECT ${INCIDENT_TITLE} AS name, (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAt",
        (extract(epoch FROM i.acknowledged_at) * 1000)::float8 AS "acknowledgedAt",
        (extract(epoch FROM i.closed_at) * 1000)::float8 AS "closedAt",
        (extract(epoch FROM sent.link_used_at) * 1000)::float8 AS "linkUsedAt"
      FROM delivery sent
      JOIN delivery d ON d.id = sent.id OR d.leader_id = sent.id
      JOIN incident i ON i.id = d.incident_id LEFT JOIN monitor m ON m.id = i.monitor_id
      WHERE sent.id = $1 AND sent.incident_id IS NOT NULL
      ORDER BY d.id <> sent.id, d.created_at, d.id`,
    values: [deliveryId],
  });
  return rows;
}
