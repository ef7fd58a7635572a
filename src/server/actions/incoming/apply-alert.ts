import { uuidv7 } from "uuidv7";
import { foldAlert } from "#domain/incoming/fold-alert.ts";
import type { AlertFact } from "#domain/incoming/incoming-fact.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import {
  insertIncidentEvent,
  insertManualIncident,
  lockIncidents,
  setClosed,
} from "#server/store/incident-store.ts";
import { findAlert, listHookMonitors, saveAlert } from "#server/store/incoming-fact-store.ts";
import type { NewEvent, StoredHook } from "#server/store/incoming-hook-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { tellIncident } from "../incident/tell-incident.ts";

export type Applying = { hook: StoredHook; address: string; at: Date };
export type Applied = Pick<NewEvent, "outcome" | "message" | "incidentId">;

/** The caller holds the hook's row, so the calls of one sender come one after the other. */
export async function applyAlert(tx: Tx, on: Applying, fact: AlertFact): Promise<Applied> {
  const key = { hookId: on.hook.id, key: fact.key };
  const known = await findAlert(tx, key);
  const { does, next } = foldAlert(known?.state ?? null, fact);
  const incidentId = does === "open" ? uuidv7() : (known?.incidentId ?? null);
  // Before anybody is told: whom the hook tells is found by it.
  if (next !== null) await saveAlert(tx, key, { state: next, incidentId });
  const said = `${WORD[fact.action]}: ${fact.title}`.slice(0, 500);
  if (does === "repeated" || does === "late") return { outcome: does, message: said, incidentId };
  if (incidentId === null) return { outcome: "late", message: said, incidentId };
  if (does === "open") await open(tx, on, { fact, incidentId });
  else if (does === "resolve") await resolve(tx, on, { fact, incidentId });
  else await update(tx, on, { fact, incidentId });
  return { outcome: "applied", message: said, incidentId };
}

const WORD = { open: "Opened", update: "Updated", resolve: "Resolved" } as const;

type Step = { fact: AlertFact; incidentId: string };

async function open(tx: Tx, on: Applying, { fact, incidentId }: Step): Promise<void> {
  const { hook, at } = on;
  const cause = fact.message === "" ? `${hook.name} reported it.` : fact.message;
  await insertManualIncident(tx, {
    id: incidentId,
    workspaceId: hook.workspaceId,
    title: fact.title,
    severity: fact.severity ?? hook.severity,
    cause,
    monitorIds: await listHookMonitors(tx, hook),
    createdByUserId: null,
    at,
  });
  await record(tx, on, { incidentId, kind: "created", message: cause, action: "incident.create_by_hook" });
  await tellIncident(tx, { incidentId, event: "down", reason: cause, at });
}

/** A person may have resolved it before: then there is nothing left to do. */
async function resolve(tx: Tx, on: Applying, { fact, incidentId }: Step): Promise<void> {
  const { hook, at } = on;
  const [incident] = await lockIncidents(tx, { workspaceId: hook.workspaceId, tags: [], ids: [incidentId] });
  if (!incident || incident.closedAt !== null) return;
  const message = fact.message === "" ? `${hook.name} says that it is over.` : fact.message;
  await setClosed(tx, { id: incidentId, at, mergedIntoId: null });
  await record(tx, on, { incidentId, kind: "resolved", message, action: "incident.resolve_by_hook" });
  await tellIncident(tx, { incidentId, event: "up", reason: message, at });
}

async function update(tx: Tx, on: Applying, { fact, incidentId }: Step): Promise<void> {
  const { hook } = on;
  const [incident] = await lockIncidents(tx, { workspaceId: hook.workspaceId, tags: [], ids: [incidentId] });
  if (!incident || incident.closedAt !== null) return;
  const message = fact.message === "" ? fact.title : fact.message;
  await record(tx, on, { incidentId, kind: "comment", message, action: "incident.comment_by_hook" });
}

type Recorded = {
  incidentId: string;
  kind: "created" | "resolved" | "comment";
  message: string;
  action: string;
};

async function record(tx: Tx, on: Applying, { incidentId, kind, message, action }: Recorded): Promise<void> {
  const { hook, at, address } = on;
  const actor = `${hook.name} (hook)`;
  await insertIncidentEvent(tx, { incidentId, at, kind, actor, message });
  const entry = { workspaceId: hook.workspaceId, userId: null, actor, action, subject: incidentId };
  await insertAuditEntry(tx, { ...entry, address, detail: { hook: hook.id }, at });
}
