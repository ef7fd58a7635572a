import type { ClientBase } from "pg";
import type { ArchivePlace } from "#server/archive/archive-place.ts";
import { findBackupState, noteBackup } from "#server/store/backup-state-store.ts";
import { BackupError } from "./backup-error.ts";
import { backupName, removeOldBackups } from "./backup-files.ts";
import type { BackupSecret } from "./backup-key.ts";
import type { Manifest } from "./manifest.ts";
import { openClient } from "./open-client.ts";
import { megabytes, type Progress } from "./progress.ts";
import { type BackupSummary, summarize, verifyBackup } from "./read-backup.ts";
import { openBackup } from "./write-backup.ts";

export type BackupRun = {
  databaseUrl: string;
  place: ArchivePlace;
  /** Null: a name made of the time. */
  name: string | null;
  secret: BackupSecret | null;
  appVersion: string;
  encryptionKeyIds: string[];
  /** Null: all are kept. */
  keep: number | null;
  verify: boolean;
  /** Does nothing while the last one is younger than this. */
  ifOlderThanMs: number | null;
  now: () => Date;
  progress: Progress;
};

export type BackupOutcome =
  | { kind: "done"; name: string; bytes: number; removed: string[]; summary: BackupSummary }
  /** `busy`: another process makes one. */
  | { kind: "skipped"; why: "not due" | "busy" };

const LOCK = "SELECT pg_try_advisory_lock(hashtext('uptick'), hashtext('backup')) AS held";

/** Makes a backup, reads it back, removes old ones, and writes down in the database how it went. */
export async function runBackup(run: BackupRun): Promise<BackupOutcome> {
  const control = await openClient(run.databaseUrl);
  try {
    const { rows } = await control.query<{ held: boolean }>(LOCK);
    if (!rows[0]?.held) return { kind: "skipped", why: "busy" };
    if (!(await isDue(control, run))) return { kind: "skipped", why: "not due" };
    return await makeBackup(control, run);
  } finally {
    await control.end();
  }
}

async function isDue(control: ClientBase, { ifOlderThanMs, now }: BackupRun): Promise<boolean> {
  if (ifOlderThanMs === null) return true;
  const { lastSuccess } = await findBackupState(control);
  return lastSuccess === null || now().getTime() - lastSuccess.at >= ifOlderThanMs;
}

async function makeBackup(control: ClientBase, run: BackupRun): Promise<BackupOutcome> {
  const startedAt = run.now();
  try {
    const done = await writeAndCheck(run, startedAt);
    const removed = run.keep === null ? [] : await removeOldBackups(run.place, run.keep);
    const { summary, bytes, name } = done;
    await noteBackup(control, {
      lastFailure: null,
      lastSuccess: {
        at: startedAt.getTime(),
        durationMs: run.now().getTime() - startedAt.getTime(),
        place: run.place.describe(),
        name,
        bytes,
        rows: summary.rows,
        encrypted: run.secret !== null,
        verified: run.verify,
      },
    });
    return { kind: "done", name, bytes, removed, summary };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await noteBackup(control, { lastFailure: { at: run.now().getTime(), reason } });
    throw error;
  }
}

async function writeAndCheck(run: BackupRun, startedAt: Date) {
  const name = run.name ?? backupName(startedAt);
  const { place, progress } = run;
  const client = await openClient(run.databaseUrl);
  let written: { manifest: Manifest; summary: BackupSummary; bytes: number };
  try {
    const backup = await openBackup({ ...run, client });
    const { schemaVersion } = summarize(backup.manifest, []);
    progress.event("started", {
      text: `Backing up schema ${schemaVersion}, ${backup.manifest.tables.length} tables, to ${place.describe()}`,
      schemaVersion,
      tables: backup.manifest.tables.length,
      place: place.describe(),
    });
    const bytes = await place.write(name, backup.bytes);
    written = { manifest: backup.manifest, summary: summarize(backup.manifest, backup.totals), bytes };
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
  if (run.verify) await readBack(run, name, written.summary);
  return { name, ...written };
}

/** What arrived, not what was sent. */
async function readBack(
  { place, secret, progress }: BackupRun,
  name: string,
  expected: BackupSummary,
): Promise<void> {
  const found = await verifyBackup(place.read(name), secret);
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new BackupError("damaged", `${name} does not hold what was written to ${place.describe()}.`);
  }
  const { rows, bytes } = found;
  progress.event("verified", {
    text: `Read back: ${rows.toLocaleString("en")} rows, ${megabytes(bytes)}`,
    rows,
    bytes,
  });
}
