import type { IncidentKind } from "#contracts/incident.ts";
import type { Severity } from "#contracts/policy.ts";
import { keepsIncidents } from "#domain/notification/incident-keepers.ts";
import { dropWaiting, writeDeliveries } from "./delivery-write-store.ts";
import { type Message, planMessages } from "./plan-messages.ts";
import type { Sql } from "./prisma.ts";
import { listChannels, listTold } from "./recipient-store.ts";
import { tellEnds } from "./tell-ends-store.ts";

/** What a person, or Uptick about itself, says of an incident. `reason` is what people read. */
export type IncidentWord = { incidentId: string; event: "down" | "up"; reason: string; nowMs: number };

type Incident = {
  id: string;
  kind: IncidentKind;
  monitorIds: number[];
  /** For what concerns Uptick itself, the channels that tell the owners; for an objective or a hook, those that it names. */
  ownerChannelIds: string[];
  severity: Severity;
  round: number;
  openedAtMs: number;
};

/**
 * Puts into the outbox what no transition tells: an incident that was made, opened again or resolved by hand, and those
 * of Uptick itself. The incident's row must be written already. A repetition in the same round of the incident changes
 * nothing. Returns how many messages are to be sent.
 */
export async function tellIncident(sql: Sql, word: IncidentWord): Promise<number> {
  const [incident] = await listIncidents(sql, [word.incidentId]);
  if (!incident) return 0;
  const { nowMs } = word;
  const message = toMessage(incident, word);
  if (word.event === "up") return tellEnds(sql, { ends: [message], changesJson: "[]", nowMs });

  const incidents = incident.monitorIds.map((monitorId) => ({ incidentId: incident.id, monitorId }));
  const also = incident.ownerChannelIds.map((channelId) => ({ incidentId: incident.id, channelId }));
  const recipients = await listChannels(sql, { incidents, also, nowMs });
  return write(sql, { news: [message], recipients, nowMs });
}

type Acknowledgement = { incidentIds: readonly string[]; reason: string; nowMs: number };

/** Receivers that keep incidents hear of it. What would remind people of these incidents is not sent any more. */
export async function tellAcknowledged(sql: Sql, said: Acknowledgement): Promise<number> {
  const { incidentIds, reason, nowMs } = said;
  const incidents = await listIncidents(sql, incidentIds);
  const because = `${reason} This had not left yet.`;
  await dropWaiting(sql, { incidentIds, because, held: false, nowMs });
  const told = await listTold(sql, { incidentIds, nowMs });
  const news = incidents.map((incident) => toMessage(incident, { event: "acknowledged", reason, nowMs }));
  return write(sql, { news, recipients: told.filter(({ kind }) => keepsIncidents(kind)), nowMs });
}

type Said = Pick<IncidentWord, "reason" | "nowMs"> & { event: Message["event"] };

function toMessage(incident: Incident, { event, reason, nowMs }: Said): Message {
  return {
    incidentId: incident.id,
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
}

async function write(
  sql: Sql,
  given: Pick<Parameters<typeof planMessages>[0], "news" | "recipients" | "nowMs">,
): Promise<number> {
  const { nowMs } = given;
  return writeDeliveries(sql, { deliveries: planMessages(given), changesJson: "[]", nowMs });
}

async function listIncidents(sql: Sql, ids: readonly string[]): Promise<Incident[]> {
  const { rows } = await sql.query<Incident>({
    name: "list-incidents-to-tell",
    text: `SELECT i.id, i.kind::text AS kind, i.severity, i.round, (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAtMs",
        CASE WHEN i.monitor_id IS NOT NULL THEN jsonb_build_array(i.monitor_id)
          WHEN jsonb_array_length(chosen.channels) > 0 THEN '[]' ELSE coalesce((
          SELECT jsonb_agg(monitor_id) FROM incident_monitor WHERE incident_id = i.id), '[]') END AS "monitorIds",
        CASE WHEN i.kind = 'manual' THEN coalesce((
          SELECT jsonb_agg(DISTINCT named.id) FROM incoming_alert a JOIN incoming_hook h ON h.id = a.hook_id
          CROSS JOIN LATERAL unnest(h.channel_ids) AS named(id) WHERE a.incident_id = i.id), '[]')
          WHEN i.kind <> 'system' THEN '[]' WHEN i.system_key LIKE 'burn:%' THEN coalesce(chosen.channels, '[]') ELSE coalesce((
          SELECT jsonb_agg(c.id) FROM channel c WHERE c.workspace_id = i.workspace_id AND c.tells_owners), '[]')
          END AS "ownerChannelIds"
      FROM incident i
      LEFT JOIN LATERAL (
        SELECT o.spec->'channelIds' AS channels FROM objective o
        WHERE i.system_key LIKE 'burn:%' AND o.workspace_id = i.workspace_id AND 'burn:' || o.id = i.system_key
      ) AS chosen ON true
      WHERE i.id = ANY($1::uuid[]) ORDER BY i.id`,
    values: [[...ids]],
  });
  return rows;
}
