import type { Condition } from "./find-conditions.ts";

/** What is kept outside of the database, as the database knows it. Times are epoch ms. */
export type StorageSeen = {
  /** Null: no place for backups is named. */
  backup: { everyMs: number; lastMs: number; failure: string | null } | null;
  /** Since when days of ticks wait to be written to where they are kept; null: none waits, or they are not kept. */
  exportWaits: { sinceMs: number; reason: string; dropsAtMs: number } | null;
};

/** A day that cannot be exported is tried each minute: an hour of trouble is no news. */
const EXPORT_WAITS_MS = 3_600_000;

export function findStorageConditions({ backup, exportWaits }: StorageSeen, nowMs: number): Condition[] {
  const conditions: Condition[] = [];
  if (backup !== null && nowMs - backup.lastMs > latestBackupAge(backup.everyMs)) {
    const why =
      backup.failure === null ? "Look whether the cron driver runs." : `It failed: ${backup.failure}`;
    const cause = `The last backup is of ${moment(backup.lastMs)}, or there is none since then. ${why} npm run backup makes one by hand.`;
    conditions.push(said("backup", "The backup is too old", cause));
  }
  if (exportWaits !== null && nowMs - exportWaits.sinceMs > EXPORT_WAITS_MS) {
    const { reason, dropsAtMs } = exportWaits;
    const cause = `Days of ticks cannot be written to UPTICK_TICK_EXPORT_TO: ${reason} From ${moment(dropsAtMs)} on they are dropped without.`;
    conditions.push(said("tick_export", "Old ticks cannot be exported", cause));
  }
  return conditions;
}

/** A quarter and an hour more: a backup takes its time, and one that failed is tried again. */
export function latestBackupAge(everyMs: number): number {
  return everyMs * 1.25 + 3_600_000;
}

function said(key: string, title: string, cause: string): Condition {
  return { key, workspaceId: null, severity: "normal", title, cause };
}

function moment(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
