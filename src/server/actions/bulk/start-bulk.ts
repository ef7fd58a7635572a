import { uuidv7 } from "uuidv7";
import { type BulkInput, type BulkRunCommand, MAX_BULK } from "#contracts/bulk.ts";
import type { UserActor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { insertBulkRun } from "#server/store/bulk-store.ts";
import { listIdsInScope } from "#server/store/bulk-subject-store.ts";
import { listMatchingIds } from "#server/store/monitor-list-store.ts";
import type { Sql, Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

export type BulkActionDeps = ActionDeps & {
  sql: Sql;
  /** Works it off, after the answer. */
  wakeBulk: (id: string) => void;
};
export type BulkCaller = Caller & { actor: UserActor };

/** Until then a deletion can be called off as if it had never been. */
const DELETE_DELAY_MS = 10_000;

/** What matches is looked up now: a monitor that matches later is not touched. */
export async function startBulk(
  deps: BulkActionDeps,
  caller: BulkCaller,
  input: BulkInput,
): Promise<{ id: string; total: number }> {
  requireEditor(caller);
  const { command } = input;
  if (isEmpty(command)) throw new AppError("invalid", "Choose at least one change.");
  const monitorIds = await listTargets(deps, caller, input.target);
  if (monitorIds.length === 0) throw new AppError("not_found", "None of these monitors is there any more.");
  const at = deps.now();
  const startsAt = new Date(at.getTime() + (command.kind === "delete" ? DELETE_DELAY_MS : 0));
  const id = uuidv7();
  await inTransaction(deps, async (tx) => {
    await writeDown(tx, caller, { id, command, monitorIds, undoOf: null, at, startsAt });
    const detail = { command: command.kind, monitors: monitorIds.length };
    await recordCommand(tx, caller, { action: "bulk.start", subject: id, at, detail });
  });
  deps.wakeBulk(id);
  return { id, total: monitorIds.length };
}

type Wish = {
  id: string;
  command: BulkRunCommand;
  monitorIds: readonly string[];
  undoOf: string | null;
  at: Date;
  startsAt: Date;
};

export async function writeDown(tx: Tx, caller: BulkCaller, wish: Wish): Promise<void> {
  const { actor, address, userAgent } = caller;
  const { workspaceId, userId } = actor;
  const isAlone = await insertBulkRun(tx, { ...wish, workspaceId, userId, address, userAgent });
  if (isAlone) return;
  throw new AppError(
    "conflict",
    "Another change of yours is under way. Wait until it is done, or cancel it.",
  );
}

async function listTargets(
  deps: BulkActionDeps,
  caller: BulkCaller,
  target: BulkInput["target"],
): Promise<string[]> {
  const { workspaceId, tags } = caller.actor;
  const scope = { workspaceId, tags };
  if (target.kind === "chosen") return listIdsInScope(deps.sql, { scope, ids: [...new Set(target.ids)] });
  const { filter } = target;
  const ids = await listMatchingIds(deps.sql, { scope, filter, limit: MAX_BULK + 1 });
  if (ids.length <= MAX_BULK) return ids;
  throw new AppError("limit_reached", `At most ${MAX_BULK} monitors at a time. Filter them first.`);
}

function isEmpty(command: BulkInput["command"]): boolean {
  if ("add" in command) return command.add.length + command.remove.length === 0;
  return command.kind === "policy" && command.policy === undefined && command.severity === undefined;
}
