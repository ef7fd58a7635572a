import { checksKey, EPOCH_KEY, PROBE_GROUP, urgentKey } from "#contracts/stream-keys.ts";
import type { Deps } from "#server/runtime/deps.ts";
import type { Sql } from "#server/store/prisma.ts";
import type { RegionRow } from "#server/store/region-credential-store.ts";
import { findEpoch, saveEpoch } from "#server/store/schedule-store.ts";

/** `isNew`: Redis did not know the epoch that Postgres knows, its data is gone, and this is the next one. */
export type StreamEpoch = { value: string; isNew: boolean };

export async function readEpoch(deps: Deps, sql: Sql): Promise<StreamEpoch> {
  const known = await findEpoch(sql);
  const found = await deps.stream.getValue(EPOCH_KEY);
  if (known !== null && known === found) return { value: known, isNew: false };
  if (known !== null) deps.log.warn("Redis has lost its data: the jobs of the time to come are added again.");
  return { value: deps.newId(), isNew: true };
}

/** Makes the streams readable again. A failure before the commit leaves the epochs different, so this runs again. */
export async function mendStream(
  deps: Deps,
  sql: Sql,
  given: { regions: readonly RegionRow[]; epoch: StreamEpoch },
): Promise<void> {
  await saveEpoch(sql, given.epoch.value);
  await Promise.all(
    given.regions.flatMap(({ code }) => [
      deps.stream.ensureGroup(checksKey(code), PROBE_GROUP),
      deps.stream.ensureGroup(urgentKey(code), PROBE_GROUP),
    ]),
  );
  await deps.stream.setValue(EPOCH_KEY, given.epoch.value);
}
