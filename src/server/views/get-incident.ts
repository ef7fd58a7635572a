import type { DeliveryView } from "#contracts/channel.ts";
import type { AcknowledgeLinkView, IncidentDetail } from "#contracts/incident.ts";
import { describeTelling } from "#domain/incident/describe-telling.ts";
import { draftPostMortem } from "#domain/incident/draft-post-mortem.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { listDeliveryViews } from "#server/store/channel-view-store.ts";
import {
  findIncidentHead,
  findLinkedIncident,
  type LinkedDelivery,
  listAffectedMonitors,
  listIncidentEvents,
  listIncidentEvidence,
  listLinkedIncidents,
} from "#server/store/incident-view-store.ts";
import type { ViewDeps } from "./view-deps.ts";

/** The newest; a storm of retries beyond it is in the delivery log. */
const MAX_TOLD = 200;

export async function getIncident(deps: ViewDeps, actor: Actor, id: string): Promise<IncidentDetail> {
  const { sql } = deps;
  const { workspaceId } = actor;
  const head = await findIncidentHead(sql, { workspaceId, id });
  if (!head) throw new AppError("not_found", "There is no such incident.");
  const [events, told, evidence, linked, affected] = await Promise.all([
    listIncidentEvents(sql, id),
    listTold(deps, { workspaceId, incidentId: id }),
    listIncidentEvidence(sql, id),
    listLinkedIncidents(sql, id),
    listAffectedMonitors(sql, id),
  ]);
  const { channels, ...rest } = head;
  const telling = describeTelling({ told, channels, causedBy: head.causedBy?.title ?? null });
  return { ...rest, events, told, evidence, affected, ...linked, telling };
}

export async function draftIncidentPostMortem(
  deps: ViewDeps,
  actor: Actor,
  id: string,
): Promise<{ markdown: string }> {
  const incident = await getIncident(deps, actor, id);
  return { markdown: draftPostMortem(incident, deps.now().getTime()) };
}

/** For whoever holds the link of a message: reads only, however often it is asked. */
export async function findAcknowledgeLink(
  deps: Pick<ViewDeps, "sql">,
  deliveryId: string | null,
): Promise<AcknowledgeLinkView> {
  const found = deliveryId === null ? null : await findLinkedIncident(deps.sql, deliveryId);
  if (!found) return null;
  return { name: found.name, openedAt: found.openedAt, ...standingOf(found) };
}

function standingOf(link: LinkedDelivery): Pick<NonNullable<AcknowledgeLinkView>, "state" | "at"> {
  if (link.linkUsedAt !== null) return { state: "used", at: link.linkUsedAt };
  if (link.closedAt !== null) return { state: "resolved", at: link.closedAt };
  if (link.acknowledgedAt !== null) return { state: "acknowledged", at: link.acknowledgedAt };
  return { state: "ready", at: null };
}

async function listTold(
  deps: ViewDeps,
  { workspaceId, incidentId }: { workspaceId: string; incidentId: string },
): Promise<DeliveryView[]> {
  const found = await listDeliveryViews(deps.sql, {
    workspaceId,
    incidentId,
    channelId: null,
    monitorId: null,
    after: null,
    limit: MAX_TOLD,
  });
  return found.reverse();
}
