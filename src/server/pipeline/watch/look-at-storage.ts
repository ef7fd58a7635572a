import type { StorageSeen } from "#domain/watch/find-storage-conditions.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { findBackupState, noteBackup } from "#server/store/backup-state-store.ts";
import { findTickExport } from "#server/store/tick-export-store.ts";

const DAY_MS = 86_400_000;

export async function lookAtStorage(deps: Deps, nowMs: number): Promise<StorageSeen> {
  const { backupEveryMs, tickDays, exportGraceDays } = deps.settings;
  const backup = backupEveryMs === null ? null : await lookAtBackup(deps, { nowMs, everyMs: backupEveryMs });
  if (deps.tickArchive === null) return { backup, exportWaits: null };
  const { failing } = await findTickExport(deps.pool);
  if (failing === null) return { backup, exportWaits: null };
  const dropsAtMs = failing.dayMs + (1 + tickDays + exportGraceDays) * DAY_MS;
  return { backup, exportWaits: { sinceMs: failing.sinceMs, reason: failing.reason, dropsAtMs } };
}

/** While there is none yet, its age counts from the first look at which a place was named. */
async function lookAtBackup(
  { pool }: Deps,
  { nowMs, everyMs }: { nowMs: number; everyMs: number },
): Promise<StorageSeen["backup"]> {
  const { configuredAt, lastSuccess, lastFailure } = await findBackupState(pool);
  if (configuredAt === null) await noteBackup(pool, { configuredAt: nowMs });
  const lastMs = Math.max(lastSuccess?.at ?? 0, configuredAt ?? nowMs);
  return {
    everyMs,
    lastMs: lastSuccess === null ? lastMs : lastSuccess.at,
    failure: lastFailure?.reason ?? null,
  };
}
