import { uuidv7 } from "uuidv7";
import type { SavedViewInput } from "#contracts/saved-view.ts";
import { hasRole, type UserActor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import {
  countSavedViews,
  insertSavedView,
  lockSavedView,
  deleteSavedView as removeSavedView,
  type SavedViewRow,
  updateSavedView as saveSavedView,
} from "#server/store/saved-view-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

type ViewCaller = Caller & { actor: UserActor };

const MAX_VIEWS = 50;

/** What only its owner sees is nobody else's business; what all see is written down in the audit log. */
export async function createSavedView(
  deps: ActionDeps,
  caller: ViewCaller,
  input: SavedViewInput,
): Promise<{ id: string }> {
  requireShareRight(caller, input.isShared);
  const { workspaceId, userId } = caller.actor;
  const id = uuidv7();
  const at = deps.now();
  await inTransaction(deps, async (tx) => {
    if ((await countSavedViews(tx, { workspaceId, userId })) >= MAX_VIEWS) {
      throw new AppError("limit_reached", `${MAX_VIEWS} views at most. Delete one first.`);
    }
    const view = rowOf(caller, { id, ...input });
    await insertSavedView(tx, { ...view, workspaceId, at });
    if (input.isShared) await record(tx, caller, { action: "saved_view.create", id, at, after: view });
  });
  return { id };
}

export async function updateSavedView(
  deps: ActionDeps,
  caller: ViewCaller,
  input: SavedViewInput & { id: string },
): Promise<{ id: string }> {
  requireShareRight(caller, input.isShared);
  const at = deps.now();
  await inTransaction(deps, async (tx) => {
    const before = await lockOwn(tx, caller, input.id);
    const after = rowOf(caller, input);
    await saveSavedView(tx, after);
    const isPublic = before.userId === null || input.isShared;
    if (isPublic) await record(tx, caller, { action: "saved_view.update", id: input.id, at, before, after });
  });
  return { id: input.id };
}

export async function deleteSavedView(
  deps: ActionDeps,
  caller: ViewCaller,
  id: string,
): Promise<{ id: string }> {
  const at = deps.now();
  await inTransaction(deps, async (tx) => {
    const before = await lockOwn(tx, caller, id);
    await removeSavedView(tx, id);
    if (before.userId === null) await record(tx, caller, { action: "saved_view.delete", id, at, before });
  });
  return { id };
}

async function lockOwn(tx: Tx, caller: ViewCaller, id: string): Promise<SavedViewRow> {
  const { workspaceId, userId } = caller.actor;
  const found = await lockSavedView(tx, { workspaceId, userId, id });
  if (!found) throw new AppError("not_found", "There is no such view.");
  requireShareRight(caller, found.userId === null);
  return found;
}

function requireShareRight({ actor }: ViewCaller, isShared: boolean): void {
  if (!isShared || hasRole(actor, "editor")) return;
  throw new AppError(
    "forbidden",
    "Your role may keep views of its own but not change those of the workspace.",
  );
}

function rowOf(caller: ViewCaller, input: SavedViewInput & { id: string }): SavedViewRow {
  const { id, name, query, isShared } = input;
  return { id, name, query, userId: isShared ? null : caller.actor.userId };
}

type Entry = { action: string; id: string; at: Date; before?: SavedViewRow; after?: SavedViewRow };

function record(tx: Tx, caller: ViewCaller, entry: Entry): Promise<void> {
  const { action, id, at, before, after } = entry;
  const shown = (view: SavedViewRow | undefined) => view && { name: view.name, query: view.query };
  const detail = { before: shown(before), after: shown(after) };
  return recordCommand(tx, caller, { action, subject: id, at, detail });
}
