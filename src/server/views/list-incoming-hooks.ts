import type { IncomingEventView, IncomingHookView } from "#contracts/incoming-hook.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { listHookEvents, listHookRows } from "#server/store/incoming-hook-store.ts";
import type { ViewDeps } from "./view-deps.ts";

const SHOWN_EVENTS = 50;

export async function listIncomingHooks(deps: ViewDeps, actor: Actor): Promise<IncomingHookView[]> {
  const rows = await listHookRows(deps.sql, actor.workspaceId);
  return rows.map(({ everything, monitors, tags, lastProblem, lastProblemAt, ...hook }) => ({
    ...hook,
    scope: { everything, monitors, tags },
    problem:
      lastProblem === null || lastProblemAt === null ? null : { at: lastProblemAt, message: lastProblem },
  }));
}

export async function listIncomingEvents(
  deps: ViewDeps,
  actor: Actor,
  id: string,
): Promise<IncomingEventView[]> {
  const { workspaceId } = actor;
  const own = await listHookRows(deps.sql, workspaceId);
  if (!own.some((hook) => hook.id === id)) throw new AppError("not_found", "There is no such hook.");
  return listHookEvents(deps.sql, { workspaceId, id, limit: SHOWN_EVENTS });
}
