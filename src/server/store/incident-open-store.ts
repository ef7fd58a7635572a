import { Origin } from "#contracts/job.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { type IncidentPlan, planIncidents } from "#domain/incident/plan-incidents.ts";
import type { Sql } from "./prisma.ts";
import { spanOf } from "./span-of.ts";
import { type Decided, stepName } from "./verdict-store.ts";

type Planned = { decided: Decided; plan: IncidentPlan };
/** The open incident of each monitor that has one. */
export type OpenIncidents = ReadonlyMap<number, { id: string; worst: Verdict }>;

/** `incidentOf`: which incident each step belongs to, by `stepName`. */
export function planAllIncidents(given: {
  decided: readonly Decided[];
  open: OpenIncidents;
  newId: () => string;
}): { planned: Planned[]; incidentOf: Map<string, string> } {
  const planned = given.decided.map((decided) => ({
    decided,
    plan: planIncidents({
      open: given.open.get(decided.monitor.monitorId) ?? null,
      steps: decided.steps,
      readings: decided.input.readings,
      newId: given.newId,
    }),
  }));
  const incidentOf = new Map(
    planned.flatMap(({ decided, plan }) =>
      [...plan.incidentOf].map(([seq, id]) => [stepName(decided.monitor.monitorId, seq), id] as const),
    ),
  );
  return { planned, incidentOf };
}

/** Opens, goes on with and closes the incidents of monitors whose verdict moved, with their timelines and evidence. */
export async function saveIncidents(
  sql: Sql,
  { planned, newId }: { planned: readonly Planned[]; newId: () => string },
): Promise<void> {
  await Promise.all([
    changeIncidents(sql, planned),
    insertIncidents(sql, planned),
    insertEvents(sql, { planned, newId }),
    insertEvidence(sql, planned),
  ]);
}

/** People resolve, merge and open incidents again: who judges waits for them. */
export async function lockOpenIncidents(sql: Sql, decided: readonly Decided[]): Promise<OpenIncidents> {
  if (decided.length === 0) return new Map();
  const { rows } = await sql.query<{ monitorId: number; id: string; worst: Verdict }>({
    name: "lock-open-incidents",
    text: `SELECT monitor_id AS "monitorId", id, worst FROM incident
      WHERE monitor_id = ANY($1) AND closed_at IS NULL ORDER BY monitor_id FOR UPDATE`,
    values: [decided.map(({ monitor }) => monitor.monitorId)],
  });
  return new Map(rows.map(({ monitorId, ...incident }) => [monitorId, incident]));
}

/** Before others are opened: a monitor has one open incident at most. One that opens and closes at once is both. */
async function changeIncidents(sql: Sql, planned: readonly Planned[]): Promise<void> {
  const worst = new Map(planned.flatMap(({ plan }) => plan.worsened.map((one) => [one.id, one.worst])));
  const isOpened = new Set(planned.flatMap(({ plan }) => plan.opened.map(({ id }) => id)));
  const closed = planned.flatMap(({ plan }) => plan.closed.filter(({ id }) => !isOpened.has(id)));
  const closedIds = new Set(closed.map(({ id }) => id));
  const rows = [
    ...closed.map((one) => ({ id: one.id, at_ms: one.at, seq: one.seq, worst: worst.get(one.id) ?? null })),
    ...[...worst].flatMap(([id, value]) =>
      closedIds.has(id) || isOpened.has(id) ? [] : [{ id, at_ms: null, seq: null, worst: value }],
    ),
  ];
  if (rows.length === 0) return;
  await sql.query({
    name: "change-incidents",
    text: `UPDATE incident SET worst = coalesce(row.worst, incident.worst),
        closed_at = to_timestamp(row.at_ms / 1000), closed_seq = row.seq,
        next_step_at = CASE WHEN row.at_ms IS NULL THEN next_step_at END,
        next_reminder_at = CASE WHEN row.at_ms IS NULL THEN next_reminder_at END
      FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, at_ms float8, seq int, worst "VerdictKind")
      WHERE incident.id = row.id AND incident.closed_at IS NULL`,
    values: [JSON.stringify(rows)],
  });
}

async function insertIncidents(sql: Sql, planned: readonly Planned[]): Promise<void> {
  const rows = planned.flatMap(toIncidentRows);
  if (rows.length === 0) return;
  await sql.query({
    name: "insert-incidents",
    text: `INSERT INTO incident (id, workspace_id, kind, monitor_id, severity, worst, opened_at, opened_seq,
        first_failed_at, closed_at, closed_seq, cause, escalation, next_step_at, remind_every_ms, next_reminder_at)
      SELECT row.id, row.workspace_id, 'automatic', row.monitor_id, m.severity, row.worst, at.opened, row.seq,
        to_timestamp(row.first_ms / 1000), to_timestamp(row.closed_ms / 1000), row.closed_seq, row.cause, e.steps,
        CASE WHEN row.closed_ms IS NULL
          THEN at.opened + (e.steps->'steps'->0->>'afterMin')::int * interval '1 min' END,
        row.remind_ms,
        CASE WHEN row.closed_ms IS NULL THEN at.opened + row.remind_ms * interval '1 ms' END
      FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, workspace_id uuid, monitor_id int, worst "VerdictKind",
        at_ms float8, seq int, first_ms float8, closed_ms float8, closed_seq int, cause text, remind_ms int)
      CROSS JOIN LATERAL (SELECT to_timestamp(row.at_ms / 1000) AS opened) AS at
      JOIN monitor m ON m.id = row.monitor_id
      LEFT JOIN escalation_policy e ON e.id = m.escalation_policy_id
      ORDER BY row.monitor_id, row.seq`,
    values: [JSON.stringify(rows)],
  });
}

function toIncidentRows({ decided: { monitor }, plan }: Planned) {
  const worst = new Map(plan.worsened.map((one) => [one.id, one.worst]));
  const { remindEverySec } = monitor.policy;
  return plan.opened.map((opened) => {
    const closed = plan.closed.find(({ id }) => id === opened.id);
    return {
      id: opened.id,
      workspace_id: monitor.workspaceId,
      monitor_id: monitor.monitorId,
      worst: worst.get(opened.id) ?? opened.worst,
      at_ms: opened.at,
      seq: opened.seq,
      first_ms: opened.firstFailedAt,
      closed_ms: closed?.at ?? null,
      closed_seq: closed?.seq ?? null,
      cause: opened.cause,
      remind_ms: remindEverySec === null ? null : remindEverySec * 1000,
    };
  });
}

async function insertEvents(
  sql: Sql,
  { planned, newId }: { planned: readonly Planned[]; newId: () => string },
): Promise<void> {
  const rows = planned.flatMap(({ plan }) =>
    plan.events.map(({ incidentId, at, ...event }) => ({
      id: newId(),
      incident_id: incidentId,
      at_ms: at,
      ...event,
    })),
  );
  if (rows.length === 0) return;
  await sql.query({
    name: "insert-incident-events",
    text: `INSERT INTO incident_event (id, incident_id, at, kind, region, message)
      SELECT id, incident_id, to_timestamp(at_ms / 1000), kind, region, message
      FROM jsonb_to_recordset($1::jsonb)
        AS row(id uuid, incident_id uuid, at_ms float8, kind text, region text, message text)`,
    values: [JSON.stringify(rows)],
  });
}

/** Copies the ticks that the verdict rests on: the incident outlives them. */
async function insertEvidence(sql: Sql, planned: readonly Planned[]): Promise<void> {
  const rows = planned.flatMap(({ decided: { monitor }, plan }) =>
    plan.evidence.map(({ incidentId, region, scheduledAt }) => ({
      incident_id: incidentId,
      monitor_id: monitor.monitorId,
      config_version: monitor.configVersion,
      region,
      at_ms: scheduledAt,
    })),
  );
  if (rows.length === 0) return;
  await sql.query({
    name: "insert-incident-evidence",
    text: `INSERT INTO incident_evidence (incident_id, region, scheduled_at, tick, evidence)
      SELECT row.incident_id, row.region, t.scheduled_at, jsonb_build_object(
          'monitorId', t.monitor_id, 'configVersion', row.config_version, 'scheduledAt', row.at_ms,
          'origin', ($3::text[])[t.origin + 1], 'lateMs', t.late_ms, 'outcome', ($2::text[])[t.outcome + 1],
          'status', t.status, 'totalUs', t.total_us, 'dnsUs', t.dns_us, 'connectUs', t.connect_us,
          'tlsUs', t.tls_us, 'ttfbUs', t.ttfb_us, 'transferUs', t.transfer_us, 'bytes', t.bytes
        ), e.evidence
      FROM jsonb_to_recordset($1::jsonb)
        AS row(incident_id uuid, monitor_id int, config_version int, region text, at_ms bigint)
      JOIN region r ON r.code = row.region
      JOIN tick t ON t.monitor_id = row.monitor_id AND t.region_id = r.id
        AND t.scheduled_at = to_timestamp(row.at_ms / 1000::float8)::timestamptz(3)
        AND t.scheduled_at BETWEEN to_timestamp($4 / 1000.0) AND to_timestamp($5 / 1000.0)
      LEFT JOIN tick_evidence e ON e.monitor_id = t.monitor_id AND e.region_id = t.region_id
        AND e.scheduled_at = t.scheduled_at
        AND e.scheduled_at BETWEEN to_timestamp($4 / 1000.0) AND to_timestamp($5 / 1000.0)
      ON CONFLICT DO NOTHING`,
    values: [
      JSON.stringify(rows),
      [...Outcome.options],
      [...Origin.options],
      ...spanOf(rows.map(({ at_ms }) => at_ms)),
    ],
  });
}
