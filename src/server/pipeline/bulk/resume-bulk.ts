import { listStalledRuns } from "#server/store/bulk-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { STALLED_AFTER_MS } from "./run-bulk.ts";

/** A run that stands still has lost its process: somebody else goes on with it. */
export async function resumeBulk(deps: {
  sql: Sql;
  now: () => Date;
  wakeBulk: (id: string) => void;
}): Promise<number> {
  const stalled = await listStalledRuns(deps.sql, new Date(deps.now().getTime() - STALLED_AFTER_MS));
  for (const id of stalled) deps.wakeBulk(id);
  return stalled.length;
}
