import { BackupState } from "#contracts/backup-state.ts";
import { findInstanceSetting } from "./instance-setting-store.ts";
import type { Pool, Sql } from "./prisma.ts";

const NAME = "backup";

/** All null where no backup was ever made. */
export async function findBackupState(sql: Sql | Pool): Promise<BackupState> {
  return BackupState.parse((await findInstanceSetting(sql, NAME)) ?? {});
}

/** Replaces the given parts and keeps the others. */
export async function noteBackup(sql: Sql | Pool, news: Partial<BackupState>): Promise<void> {
  await sql.query({
    name: "note-backup",
    text: `INSERT INTO instance_setting (name, value) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET value = instance_setting.value || excluded.value`,
    values: [NAME, JSON.stringify(news)],
  });
}
