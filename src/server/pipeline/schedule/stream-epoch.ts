import { checksKey, EPOCH_KEY, PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import type { Deps } from "#server/runtime/deps.ts";
import type { Sql } from "#server/store/prisma.ts";
import type { RegionRow } from "#server/store/region-credential-store.ts";
import { findEpoch, saveEpoch } from "#server/store/schedule-store.ts";

/** Redis does not know the epoch that Postgres knows: its data is gone. `epoch` is the next one. */
export type StreamLoss = { epoch: string };

export async function detectLoss(deps: Deps, sql: Sql): Promise<StreamLoss | null> {
  const known = await findEpoch(sql);
  const found = await deps.stream.getValue(EPOCH_KEY);
  if (known !== null && known === found) return null;
  if (known !== null) deps.log.warn("Redis has lost its data: the jobs of the time to come are added again.");
  return { epoch: deps.newId() };
}

/** Makes the streams readable again. A failure before the commit leaves the epochs different, so this runs again. */
export async function mendStream(
  deps: Deps,
  sql: Sql,
  given: { regions: readonly RegionRow[]; loss: StreamLoss },
): Promise<void> {
  await saveEpoch(sql, given.loss.epoch);
  await Promise.all(
    given.regions.flatMap(({ code }) => [
      deps.stream.ensureGroup(checksKey(code), PROBE_GROUP),
      deps.stream.ensureGroup(urgentKey(code), PROBE_GROUP),
    ]),
  );
  await deps.stream.setValue(EPOCH_KEY, given.loss.epoch);
}
