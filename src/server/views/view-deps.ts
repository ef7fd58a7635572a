import type { JobStream } from "#contracts/stream.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { findMonitorHead, type MonitorHead } from "#server/store/monitor-view-store.ts";
import type { Db, Sql } from "#server/store/prisma.ts";

export type ViewDeps = { db: Db; sql: Sql; stream: JobStream; now: () => Date };

/** A monitor of another workspace, or without the actor's tags, is as absent as one that never was. */
export async function getMonitorHead(deps: ViewDeps, actor: Actor, id: string): Promise<MonitorHead> {
  const head = await findMonitorHead(deps.sql, { ...scopeOf(actor), publicId: id });
  if (!head) throw new AppError("not_found", "There is no such monitor.");
  return head;
}
