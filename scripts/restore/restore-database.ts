import type { ClientBase } from "pg";
import { BackupError } from "#scripts/backup/backup-error.ts";
import type { BackupSecret } from "#scripts/backup/backup-key.ts";
import { hashTable } from "#scripts/backup/hash-table.ts";
import type { Manifest } from "#scripts/backup/manifest.ts";
import { openClient } from "#scripts/backup/open-client.ts";
import type { Progress } from "#scripts/backup/progress.ts";
import { type BackupSummary, readBackup, summarize } from "#scripts/backup/read-backup.ts";
import type { BackupRecord } from "#scripts/backup/record-codec.ts";
import { checkTarget, type Target } from "./check-target.ts";
import { addForeignKeys, dropForeignKeys, emptyTables, switchTriggers } from "./constraints.ts";
import { DRAFT, makeDraft, migrateDraft, putInPlace } from "./draft-schema.ts";
import { type Forgotten, forgetThePast } from "./forget-the-past.ts";
import { type Loaded, loadRecords } from "./load-records.ts";
import { setSequences } from "./set-sequences.ts";

export type RestoreOptions = {
  databaseUrl: string;
  secret: BackupSecret | null;
  /** Puts the backup in the place of a database that is in use. */
  replace: boolean;
  keepSessions: boolean;
  now: () => Date;
  progress: Progress;
};

export type Restored = {
  summary: BackupSummary;
  /** Migrations that the backup did not have. */
  migrated: string[];
  replaced: boolean;
  forgotten: Forgotten;
};

const LOCK = "SELECT pg_try_advisory_lock(hashtext('uptick'), hashtext('restore')) AS held";

/**
 * Builds the backup up in a schema of its own, checks it there, and puts it in place in one transaction at the end. Killed
 * anywhere before, it has changed nothing, and the next run starts anew.
 */
export async function restoreDatabase(
  source: AsyncIterable<Uint8Array>,
  options: RestoreOptions,
): Promise<Restored> {
  const records = readBackup(source, options.secret);
  const client = await openClient(options.databaseUrl);
  try {
    const manifest = await readManifest(records);
    const { rows } = await client.query<{ held: boolean }>(LOCK);
    if (!rows[0]?.held) throw new BackupError("refused", "Another restore works on this database.");
    const target = await checkTarget(client, { manifest, replace: options.replace });
    return await restoreInto({ client, target, manifest, records }, options);
  } finally {
    await client.end();
  }
}

type Work = {
  client: ClientBase;
  target: Target;
  manifest: Manifest;
  records: AsyncGenerator<BackupRecord>;
};

async function restoreInto(work: Work, options: RestoreOptions): Promise<Restored> {
  const { client, target, manifest, records } = work;
  const { databaseUrl, progress } = options;
  await makeDraft(client);
  const draft = await openClient(databaseUrl, DRAFT);
  try {
    await migrateDraft(databaseUrl, manifest.migrations);
    progress.event("schema", {
      text: "The schema of the backup is there.",
      migrations: manifest.migrations.length,
    });
    const keys = await dropForeignKeys(draft);
    await switchTriggers(draft, "DISABLE");
    await emptyTables(draft);
    const loaded = await loadRecords(draft, records, createListener(manifest, progress));
    await compare(draft, loaded, progress);
    await switchTriggers(draft, "ENABLE");
    await addForeignKeys(draft, keys);
    const migrated = await migrateDraft(databaseUrl);
    await setSequences(draft, manifest.sequences);
    const forgotten = await forgetThePast(draft, { ...options, now: options.now() });
    await noteRestore(draft, manifest, options.now());
    progress.event("analyze", { text: "Counting for the planner …" });
    await draft.query("ANALYZE");
    await putInPlace(draft, target.home);
    const totals = loaded.map((one) => one.totals);
    return { summary: summarize(manifest, totals), migrated, replaced: target.holdsData, forgotten };
  } finally {
    await draft.end();
  }
}

async function readManifest(records: AsyncGenerator<BackupRecord>): Promise<Manifest> {
  const first = await records.next();
  if (!first.done && first.value.kind === "manifest") return first.value.manifest;
  throw new BackupError("damaged", "The backup is damaged: it does not begin with its manifest.");
}

/** Before anything changes the rows: what lies there must be, byte for byte, what was backed up. */
async function compare(client: ClientBase, loaded: readonly Loaded[], progress: Progress): Promise<void> {
  for (const { table, totals } of loaded) {
    const found = await hashTable(client, table);
    if (JSON.stringify(found) !== JSON.stringify(totals)) {
      throw new BackupError("failed", `The rows of ${table.name} are not those of the backup.`);
    }
  }
  progress.event("compared", {
    text: "Every row was read back and is as in the backup.",
    tables: loaded.length,
  });
}

async function noteRestore(client: ClientBase, manifest: Manifest, now: Date): Promise<void> {
  const value = { at: now.getTime(), of: manifest.createdAt };
  await client.query(
    `INSERT INTO instance_setting (name, value) VALUES ('restore', $1)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [JSON.stringify(value)],
  );
}

function createListener(manifest: Manifest, progress: Progress) {
  const total = manifest.tables.reduce((sum, table) => sum + table.estimatedBytes, 0);
  const sizes = new Map(manifest.tables.map((table) => [table.name, table.estimatedBytes]));
  let done = 0;
  let rows = 0;
  let bytes = 0;
  return {
    onRows: (added: number, now: string) => {
      bytes += added;
      progress.tick({ done, total, rows, bytes, now });
    },
    onTotals: (table: { name: string; rows: number }) => {
      done += sizes.get(table.name) ?? 0;
      rows += table.rows;
      progress.tick({ done, total, rows, bytes, now: table.name });
    },
  };
}
