import { type ClientBase, escapeIdentifier } from "pg";
import { BackupError } from "#scripts/backup/backup-error.ts";
import { CopyIn } from "#scripts/backup/copy-streams.ts";
import { copyTarget } from "#scripts/backup/list-tables.ts";
import type { TableHead, TableTotals } from "#scripts/backup/manifest.ts";
import type { BackupRecord } from "#scripts/backup/record-codec.ts";

export type LoadListener = {
  onRows: (bytes: number, table: string) => void;
  onTotals: (totals: TableTotals) => void;
};

export type Loaded = { table: TableHead; totals: TableTotals };

/** Fills the tables of the draft, each one in a transaction of its own. */
export async function loadRecords(
  client: ClientBase,
  records: AsyncIterable<BackupRecord>,
  listener: LoadListener,
): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  let open: { table: TableHead; rows: CopyIn } | null = null;
  for await (const record of records) {
    if (record.kind === "table") open = { table: record.table, rows: await beginTable(client, record.table) };
    if (open === null) continue;
    if (record.kind === "rows") {
      await open.rows.write(record.bytes);
      listener.onRows(record.bytes.length, open.table.name);
    }
    if (record.kind === "totals") {
      await finishTable(client, open.rows, record.totals);
      loaded.push({ table: open.table, totals: record.totals });
      listener.onTotals(record.totals);
      open = null;
    }
  }
  return loaded;
}

/**
 * Emptied in the same transaction as it is filled, Postgres writes pages one after the other and never into gaps: rows lie
 * in the order of the backup, so that reading them back gives the same hash. FREEZE saves the vacuum afterwards.
 */
async function beginTable(client: ClientBase, table: TableHead): Promise<CopyIn> {
  const name = escapeIdentifier(table.name);
  if (table.partition !== null) {
    const { parent, bounds } = table.partition;
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF ${escapeIdentifier(parent)} ${bounds}`,
    );
  }
  await client.query("BEGIN");
  await client.query(`TRUNCATE ${name}`);
  return new CopyIn(client, `COPY ${copyTarget(table)} FROM STDIN WITH (FREEZE)`);
}

async function finishTable(client: ClientBase, rows: CopyIn, totals: TableTotals): Promise<void> {
  const count = await rows.end();
  if (count !== totals.rows) {
    const why = `${totals.name} took ${count} rows of ${totals.rows}.`;
    throw new BackupError("failed", why);
  }
  await client.query("COMMIT");
}
