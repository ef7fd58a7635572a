import { type ClientBase, escapeIdentifier } from "pg";
import { BackupError } from "./backup-error.ts";
import { listMigrations, listSequences, listTables } from "./list-tables.ts";
import type { Manifest } from "./manifest.ts";

const TRIES = 5;

/** What a snapshot shows of the database's shape. */
export type Snapshot = Pick<Manifest, "migrations" | "tables" | "sequences">;

/**
 * Begins a transaction in which all tables are seen as of one moment, and are locked against being dropped or changed (not
 * against being written). The caller ends it.
 */
export async function openSnapshot(client: ClientBase): Promise<Snapshot> {
  for (let tried = 1; tried <= TRIES; tried += 1) {
    const expected = await listTables(client);
    if (expected.length === 0) throw new BackupError("refused", "The database has no tables of Uptick.");
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // Locks come first: the first statement that reads is the one that takes the snapshot.
    const names = expected.map(({ name }) => escapeIdentifier(name)).join(", ");
    const isLocked = await client.query(`LOCK TABLE ${names} IN ACCESS SHARE MODE`).then(
      () => true,
      () => false,
    );
    const tables = isLocked ? await listTables(client) : [];
    if (shapeOf(tables) === shapeOf(expected)) return complete(client, tables);
    // A day was added or dropped, or a migration ran, in between.
    await client.query("ROLLBACK");
  }
  throw new BackupError("failed", "Tables are changed all the time, or are locked: is a migration running?");
}

async function complete(client: ClientBase, tables: Manifest["tables"]): Promise<Snapshot> {
  const migrations = await listMigrations(client);
  if (migrations.length === 0) throw new BackupError("refused", "The database has no migrations of Uptick.");
  return { migrations, tables, sequences: await listSequences(client) };
}

function shapeOf(tables: Manifest["tables"]): string {
  return JSON.stringify(tables.map(({ name, columns, partition }) => [name, columns, partition]));
}
