import { uuidv7 } from "uuidv7";
import type { ManualIncidentInput } from "#contracts/incident.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { insertManualIncident, listMonitorIds, lockIncidents } from "#server/store/incident-store.ts";
import type { MonitorScope } from "#server/store/monitor-scope.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { recordStep } from "./change-incident.ts";
import { tellIncident } from "./tell-incident.ts";

/** `id` is given by a client that may ask twice. */
export type NewIncident = ManualIncidentInput & { id?: string | undefined };

export async function createIncident(
  deps: ActionDeps,
  caller: Caller,
  input: NewIncident,
): Promise<{ id: string }> {
  requireEditor(caller);
  const { actor } = caller;
  const { workspaceId, tags } = actor;
  const scope = { workspaceId, tags };
  const { id = uuidv7(), title, severity, message, tellChannels } = input;
  const at = deps.now();
  await inTransaction(deps, async (tx) => {
    const monitorIds = await findMonitors(tx, { scope, publicIds: [...new Set(input.monitorIds)] });
    const cause = message === "" ? `${actor.label} opened it.` : message;
    const createdByUserId = actor.kind === "user" ? actor.userId : null;
    const row = { id, workspaceId, title, severity, cause, monitorIds, createdByUserId, at };
    if (!(await insertManualIncident(tx, row))) return requireOwn(tx, { ...scope, id });
    const detail = { title, severity, monitors: input.monitorIds, tellChannels };
    const step = { kind: "created", message: cause, action: "incident.create", detail } as const;
    await recordStep(tx, caller, { ...step, incidentId: id, at });
    if (tellChannels) await tellIncident(tx, { incidentId: id, event: "down", reason: cause, at });
  });
  return { id };
}

async function findMonitors(
  tx: Tx,
  asked: { scope: MonitorScope; publicIds: readonly string[] },
): Promise<number[]> {
  const found = await listMonitorIds(tx, asked);
  if (found.length === asked.publicIds.length) return found;
  throw new AppError("invalid", "One of these monitors does not exist.", { field: "monitorIds" });
}

/** The second run of the same command; anything else that has this id is none of the caller's business. */
async function requireOwn(tx: Tx, key: MonitorScope & { id: string }): Promise<void> {
  const [own] = await lockIncidents(tx, { ...key, ids: [key.id] });
  if (!own) throw new AppError("conflict", "Choose another id.", { field: "id" });
}
