import * as z from "zod";
import type { AuditFacets, AuditFilter, AuditPage } from "#contracts/audit-log.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listAuditEntries, listAuditFacets } from "#server/store/audit-log-store.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { ViewDeps } from "./view-deps.ts";

const Position = z.tuple([z.number(), z.uuid()]);

export type AuditQuery = { filter: AuditFilter; cursor: string | undefined; limit: number };

/** Newest first. */
export async function listAuditLog(
  deps: ViewDeps,
  actor: Pick<Actor, "workspaceId">,
  { filter, cursor, limit }: AuditQuery,
): Promise<AuditPage> {
  const position = cursor === undefined ? null : decodeCursor(Position, cursor);
  const found = await listAuditEntries(deps.sql, {
    workspaceId: actor.workspaceId,
    filter,
    after: position && { atMs: position[0], id: position[1] },
    limit: limit + 1,
  });
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor([last.at, last.id]) : null };
}

/** Who and what the newest entries are about. */
export function getAuditFacets(deps: ViewDeps, actor: Actor): Promise<AuditFacets> {
  return listAuditFacets(deps.sql, actor.workspaceId);
}
