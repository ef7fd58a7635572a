import type { IncidentKind } from "#contracts/incident.ts";
import type { Severity } from "#contracts/policy.ts";
import { keepsIncidents } from "#domain/notification/incident-keepers.ts";
import { dropWaiting, writeDeliveries } from "./delivery-write-store.ts";
import { type Message, planMessages } from "./plan-messages.ts";
import type { Sql } from "./prisma.ts";
import { listChannels, listTold } from "./recipient-store.ts";

/** What a person, or Uptick about itself, says of an incident. `reason` is what people read. */
export type IncidentWord = {
  incidentId: string;
  event: "down" | "up" | "acknowledged";
  reason: string;
  nowMs: number;
};

type Incident = {
  kind: IncidentKind;
  monitorIds: number[];
  /** Channels of the workspace that tell its owners, for what concerns Uptick itself. */
  ownerChannelIds: string[];
  severity: Severity;
  round: number;
  openedAtMs: number;
};

/**
 * Puts into the outbox what no transition tells: an incident that was made, opened again, resolved or acknowledged by
 * hand, and those of Uptick itself. The incident's row must be written already. A repetition in the same round of the
 * incident changes nothing. Returns how many messages are to be sent.
 */
export async function tellIncident(sql: Sql, word: IncidentWord): Promise<number> {
  const incident = await findIncident(sql, word.incidentId);
  if (!incident) return 0;
  if (word.event === "down") return tellBeginning(sql, word, incident);

  const isEnd = word.event === "up";
  const because = isEnd
    ? "Nobody was told: it was over before the message left."
    : `${word.reason} This had not left yet.`;
  const { incidentId, nowMs } = word;
  await dropWaiting(sql, { incidentIds: [incidentId], because, held: isEnd, nowMs });
  const told = await listTold(sql, { incidentIds: [incidentId], nowMs });
  const recipients = isEnd ? told : told.filter(({ kind }) => keepsIncidents(kind));
  return write(sql, { word, incident, recipients });
}

async function tellBeginning(sql: Sql, word: IncidentWord, incident: Incident): Promise<number> {
  const { incidentId, nowMs } = word;
  const incidents = incident.monitorIds.map((monitorId) => ({ incidentId, monitorId }));
  const also = incident.ownerChannelIds.map((channelId) => ({ incidentId, channelId }));
  const recipients = await listChannels(sql, { incidents, also, nowMs });
  return write(sql, { word, incident, recipients });
}

type Given = {
  word: IncidentWord;
  incident: Incident;
  recipients: Parameters<typeof planMessages>[0]["recipients"];
};

function write(sql: Sql, { word, incident, recipients }: Given): Promise<number> {
  const { incidentId, event, reason, nowMs } = word;
  const message: Message = {
    incidentId,
    seq: null,
    event,
    ordinal: incident.round,
    atMs: nowMs,
    durationMs: event === "down" ? null : Math.max(0, nowMs - incident.openedAtMs),
    reason,
    severity: incident.severity,
    parent: null,
    closedAtMs: null,
  };
  const deliveries = planMessages({ news: [message], recipients, nowMs });
  return writeDeliveries(sql, { deliveries, changesJson: "[]", nowMs });
}

async function findIncident(sql: Sql, id: string): Promise<Incident | null> {
  const { rows } = await sql.query<Incident>({
    name: "find-incident-to-tell",
    text: `SELECT i.kind::text AS kind, i.severity, i.round, (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAtMs",
        CASE WHEN i.monitor_id IS NOT NULL THEN jsonb_build_array(i.monitor_id) ELSE coalesce((
          SELECT jsonb_agg(monitor_id) FROM incident_monitor WHERE incident_id = i.id), '[]') END AS "monitorIds",
        CASE WHEN i.kind <> 'system' THEN '[]' ELSE coalesce((
          SELECT jsonb_agg(c.id) FROM channel c WHERE c.workspace_id = i.workspace_id AND c.tells_owners), '[]')
          END AS "ownerChannelIds"
      FROM incident i WHERE i.id = $1::uuid`,
    values: [id],
  });
  return rows[0] ?? null;
}
