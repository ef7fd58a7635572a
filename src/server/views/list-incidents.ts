import * as z from "zod";
import type {
  AssigneeView,
  IncidentKind,
  IncidentPage,
  IncidentState,
  MonitorIncidents,
} from "#contracts/incident.ts";
import type { Actor } from "#server/auth/actor.ts";
import { countOpenIncidents, type IncidentRow, listIncidentRows } from "#server/store/incident-list-store.ts";
import { listAdvisories, listAssignees, listMonitorIncidents } from "#server/store/incident-view-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const Position = z.tuple([z.number(), z.number(), z.uuid()]);
const OF_MONITOR = 10;

export type IncidentQuery = {
  /** `open` includes those that somebody has acknowledged. */
  state?: IncidentState | undefined;
  kind?: IncidentKind | undefined;
  monitorId?: string | undefined;
  search?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Open ones first, then newest first. */
export async function listIncidents(
  deps: ViewDeps,
  actor: Actor,
  query: IncidentQuery,
): Promise<IncidentPage> {
  const scope = scopeOf(actor);
  const position = query.cursor === undefined ? null : decodeCursor(Position, query.cursor);
  const search = query.search?.trim() ?? "";
  const monitorId =
    query.monitorId === undefined ? null : (await getMonitorHead(deps, actor, query.monitorId)).id;
  const [found, openCount] = await Promise.all([
    listIncidentRows(deps.sql, {
      scope,
      state: query.state ?? null,
      kind: query.kind ?? null,
      monitorId,
      search: search === "" ? null : search,
      after: position && { rank: position[0], openedAt: position[1], id: position[2] },
      limit: query.limit + 1,
    }),
    countOpenIncidents(deps.sql, scope),
  ]);
  const rows = found.slice(0, query.limit);
  const last = found.length > query.limit ? rows.at(-1) : undefined;
  const nextCursor = last ? encodeCursor([last.rank, last.openedAt, last.id]) : null;
  return { items: rows.map(itemOf), nextCursor, openCount };
}

export function countOpen(deps: ViewDeps, actor: Actor): Promise<number> {
  return countOpenIncidents(deps.sql, scopeOf(actor));
}

/** The newest incidents of a monitor, and the regions that failed without one. */
export async function listIncidentsOfMonitor(
  deps: ViewDeps,
  actor: Actor,
  id: string,
): Promise<MonitorIncidents> {
  const { id: monitorId } = await getMonitorHead(deps, actor, id);
  const [incidents, advisories] = await Promise.all([
    listMonitorIncidents(deps.sql, { scope: scopeOf(actor), monitorId, limit: OF_MONITOR }),
    listAdvisories(deps.sql, { monitorId, limit: OF_MONITOR }),
  ]);
  return { incidents, advisories };
}

export function listIncidentAssignees(deps: ViewDeps, actor: Actor): Promise<AssigneeView[]> {
  return listAssignees(deps.sql, actor.workspaceId);
}

function itemOf({ rank: _rank, ...item }: IncidentRow) {
  return item;
}
