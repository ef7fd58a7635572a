import * as z from "zod";
import type { Evidence } from "#contracts/tick.ts";
import type { TickPage, TransitionView } from "#contracts/view.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listTransitions } from "#server/store/monitor-view-store.ts";
import { findEvidence, listTicks } from "#server/store/tick-view-store.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const Position = z.tuple([z.number().int(), z.number().int()]);
const MAX_TRANSITIONS = 200;

export type TickQuery = {
  id: string;
  region?: string;
  failedOnly: boolean;
  fromMs?: number;
  toMs?: number;
  cursor?: string;
  limit: number;
};

export async function listMonitorTicks(deps: ViewDeps, actor: Actor, query: TickQuery): Promise<TickPage> {
  const { id: monitorId } = await getMonitorHead(deps, actor, query.id);
  const position = query.cursor === undefined ? null : decodeCursor(Position, query.cursor);
  const found = await listTicks(deps.sql, {
    monitorId,
    region: query.region ?? null,
    failedOnly: query.failedOnly,
    after: position && { at: position[0], regionId: position[1] },
    from: query.fromMs === undefined ? null : new Date(query.fromMs),
    to: new Date(query.toMs ?? deps.now().getTime() + 60_000),
    limit: query.limit + 1,
  });
  const rows = found.slice(0, query.limit);
  const last = found.length > query.limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(({ regionId: _regionId, ...tick }) => tick),
    nextCursor: last ? encodeCursor([last.at, last.regionId]) : null,
  };
}

export async function findMonitorEvidence(
  deps: ViewDeps,
  actor: Actor,
  slot: { id: string; region: string; at: number },
): Promise<Evidence | null> {
  const { id: monitorId } = await getMonitorHead(deps, actor, slot.id);
  return findEvidence(deps.sql, { monitorId, region: slot.region, at: new Date(slot.at) });
}

/** Newest first. */
export async function listMonitorTransitions(
  deps: ViewDeps,
  actor: Actor,
  id: string,
): Promise<TransitionView[]> {
  const { id: monitorId } = await getMonitorHead(deps, actor, id);
  return listTransitions(deps.sql, { monitorId, limit: MAX_TRANSITIONS });
}
