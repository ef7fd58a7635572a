import type { DeliveryView } from "#contracts/channel.ts";
import type { AcknowledgeLinkView, IncidentDetail, IncidentEventView } from "#contracts/incident.ts";
import type { NearDeploy } from "#contracts/incoming-hook.ts";
import { describeTelling } from "#domain/incident/describe-telling.ts";
import { draftPostMortem } from "#domain/incident/draft-post-mortem.ts";
import { durationInWords } from "#domain/notification/duration-in-words.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { listDeliveryViews } from "#server/store/channel-view-store.ts";
import { listDeploysBefore } from "#server/store/history-mark-store.ts";
import {
  findIncidentHead,
  type LinkedDelivery,
  listAffectedMonitors,
  listIncidentEvents,
  listIncidentEvidence,
  listIncidentsOfLink,
  listLinkedIncidents,
} from "#server/store/incident-view-store.ts";
import { type MonitorScope, scopeOf } from "#server/store/monitor-scope.ts";
import type { ViewDeps } from "./view-deps.ts";

/** What was deployed longer before an incident is not likely its cause. */
const NEAR_DEPLOY_MS = 2 * 3_600_000;

/** The newest; a storm of retries beyond it is in the delivery log. */
const MAX_TOLD = 200;

export async function getIncident(deps: ViewDeps, actor: Actor, id: string): Promise<IncidentDetail> {
  const { sql } = deps;
  const scope = scopeOf(actor);
  const head = await findIncidentHead(sql, { ...scope, id });
  if (!head) throw new AppError("not_found", "There is no such incident.");
  const [events, deploys, told, evidence, linked, affected] = await Promise.all([
    listIncidentEvents(sql, id),
    listDeploysBefore(sql, { incidentId: id, withinMs: NEAR_DEPLOY_MS }),
    listTold(deps, { scope, incidentId: id }),
    listIncidentEvidence(sql, id),
    listLinkedIncidents(sql, { ...scope, id }),
    listAffectedMonitors(sql, { ...scope, id }),
  ]);
  const { channels, ...rest } = head;
  const telling = describeTelling({ told, channels, causedBy: head.causedBy?.title ?? null });
  const steps = [...deploys.map(sayDeploy), ...events].sort((a, b) => a.at - b.at);
  return { ...rest, events: steps, told, evidence, affected, ...linked, telling };
}

function sayDeploy({ id, at, name, version, state, beforeMs }: NearDeploy): IncidentEventView {
  const what = version === "" ? name : `${name} ${version}`;
  const message = `${what} (${state}), ${durationInWords(beforeMs)} before the first failure.`;
  return { id, at, kind: "deployed", region: null, actor: null, message };
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
  const told = deliveryId === null ? [] : await listIncidentsOfLink(deps.sql, deliveryId);
  const unseen = told.filter(({ closedAt, acknowledgedAt }) => closedAt === null && acknowledgedAt === null);
  const [about] = unseen.length === 0 ? told : unseen;
  if (!about) return null;
  const standing = standingOf(told);
  const byLink = told.filter(({ linkUsedAt, acknowledgedAt }) => linkUsedAt === acknowledgedAt);
  const count = { ready: unseen, used: byLink, acknowledged: told, resolved: told }[standing.state].length;
  return { name: about.name, openedAt: about.openedAt, count: Math.max(1, count), ...standing };
}

/** As the command that uses the link judges it. */
function standingOf(told: readonly LinkedDelivery[]): Pick<NonNullable<AcknowledgeLinkView>, "state" | "at"> {
  const usedAt = told[0]?.linkUsedAt ?? null;
  if (usedAt !== null) return { state: "used", at: usedAt };
  const open = told.filter(({ closedAt }) => closedAt === null);
  if (open.length === 0) return { state: "resolved", at: newest(told.map(({ closedAt }) => closedAt)) };
  const at = newest(open.map(({ acknowledgedAt }) => acknowledgedAt));
  const isReady = open.some(({ acknowledgedAt }) => acknowledgedAt === null);
  return isReady ? { state: "ready", at: null } : { state: "acknowledged", at };
}

function newest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}

async function listTold(
  deps: ViewDeps,
  { scope, incidentId }: { scope: MonitorScope; incidentId: string },
): Promise<DeliveryView[]> {
  const found = await listDeliveryViews(deps.sql, {
    scope,
    incidentId,
    channelId: null,
    monitorId: null,
    after: null,
    limit: MAX_TOLD,
  });
  return found.reverse();
}
