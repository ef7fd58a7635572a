import * as z from "zod";
import type { DeliveryPage } from "#contracts/channel.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listDeliveryViews } from "#server/store/channel-view-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { ViewDeps } from "./view-deps.ts";

const Position = z.tuple([z.number(), z.uuid()]);

export type DeliveryQuery = {
  channelId?: string | undefined;
  incidentId?: string | undefined;
  monitorId?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Newest first. */
export async function listDeliveries(
  deps: ViewDeps,
  actor: Actor,
  query: DeliveryQuery,
): Promise<DeliveryPage> {
  const position = query.cursor === undefined ? null : decodeCursor(Position, query.cursor);
  const found = await listDeliveryViews(deps.sql, {
    scope: scopeOf(actor),
    channelId: query.channelId ?? null,
    incidentId: query.incidentId ?? null,
    monitorId: query.monitorId ?? null,
    after: position && { at: position[0], id: position[1] },
    limit: query.limit + 1,
  });
  const items = found.slice(0, query.limit);
  const last = found.length > query.limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.createdAt, last.id]) : null };
}
