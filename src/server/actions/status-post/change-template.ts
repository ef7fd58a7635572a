import { uuidv7 } from "uuidv7";
import { STATES_OF_KIND, type TemplateInput } from "#contracts/status-post.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import {
  countTemplates,
  deleteTemplate as deleteRow,
  insertTemplate,
  lockTemplate,
  saveTemplate,
} from "#server/store/status-template-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";
import { requireWholeEditor } from "./change-status-post.ts";

const AT_MOST = 100;

export function createTemplate(
  deps: ActionDeps,
  caller: Caller,
  input: TemplateInput,
): Promise<{ id: string }> {
  requireWholeEditor(caller);
  requireFit(input);
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    if ((await countTemplates(tx, workspaceId)) >= AT_MOST) {
      throw new AppError(
        "limit_reached",
        `A workspace has ${AT_MOST} templates at most. Delete unused ones.`,
      );
    }
    const id = uuidv7();
    await insertTemplate(tx, { id, workspaceId, ...input });
    await record(tx, caller, { action: "create", id, at: deps.now(), name: input.name });
    return { id };
  });
}

export function updateTemplate(
  deps: ActionDeps,
  caller: Caller,
  { id, input }: { id: string; input: TemplateInput },
): Promise<{ id: string }> {
  requireFit(input);
  return changeTemplate(deps, { caller, id }, async (tx) => {
    await saveTemplate(tx, { id, ...input });
    await record(tx, caller, { action: "update", id, at: deps.now(), name: input.name });
  });
}

/** Posts that were made from it stay. */
export function deleteTemplate(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeTemplate(deps, { caller, id }, async (tx, { name }) => {
    await deleteRow(tx, id);
    await record(tx, caller, { action: "delete", id, at: deps.now(), name });
  });
}

function changeTemplate(
  deps: ActionDeps,
  { caller, id }: { caller: Caller; id: string },
  work: (tx: Tx, template: { name: string }) => Promise<void>,
): Promise<{ id: string }> {
  requireWholeEditor(caller);
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    const template = await lockTemplate(tx, { workspaceId, id });
    if (!template) throw new AppError("not_found", "There is no such template.");
    await work(tx, template);
    return { id };
  });
}

function requireFit({ kind, state }: TemplateInput): void {
  if (STATES_OF_KIND[kind].includes(state)) return;
  throw new AppError("invalid", "This state is not one of its kind.", { field: "state" });
}

function record(
  tx: Tx,
  caller: Caller,
  { action, id, at, name }: { action: string; id: string; at: Date; name: string },
): Promise<void> {
  const detail = { name };
  return recordCommand(tx, caller, { action: `status_template.${action}`, subject: id, at, detail });
}
