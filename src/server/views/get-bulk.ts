import type { BulkRunView } from "#contracts/bulk.ts";
import type { UserActor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findBulkRun, findLatestBulkRun } from "#server/store/bulk-store.ts";
import type { Sql } from "#server/store/prisma.ts";

type BulkViewDeps = { sql: Sql; now: () => Date };

const SHOWN_FOR_MS = 10 * 60_000;

export async function getBulkRun(deps: BulkViewDeps, actor: UserActor, id: string): Promise<BulkRunView> {
  const { workspaceId, userId } = actor;
  const found = await findBulkRun(deps.sql, { workspaceId, userId, id });
  if (!found) throw new AppError("not_found", "There is no such change.");
  return found;
}

/** The person's own that is under way or has ended a short while ago. */
export function findCurrentBulkRun(deps: BulkViewDeps, actor: UserActor): Promise<BulkRunView | null> {
  const { workspaceId, userId } = actor;
  const since = new Date(deps.now().getTime() - SHOWN_FOR_MS);
  return findLatestBulkRun(deps.sql, { workspaceId, userId, since });
}
