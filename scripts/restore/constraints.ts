import { type ClientBase, escapeIdentifier } from "pg";

export type ForeignKey = { table: string; name: string; definition: string };

/** Tables come in the order of their names, and refer to one another in any: the keys are made anew afterwards, and checked. */
export async function dropForeignKeys(client: ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT c.relname AS table, conname AS name, pg_get_constraintdef(k.oid) AS definition
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE contype = 'f' AND conparentid = 0 AND connamespace = current_schema()::regnamespace ORDER BY 1, 2`,
  );
  for (const key of rows) {
    await client.query(
      `ALTER TABLE ${escapeIdentifier(key.table)} DROP CONSTRAINT ${escapeIdentifier(key.name)}`,
    );
  }
  return rows;
}

export async function addForeignKeys(client: ClientBase, keys: readonly ForeignKey[]): Promise<void> {
  for (const { table, name, definition } of keys) {
    await client.query(
      `ALTER TABLE ${escapeIdentifier(table)} ADD CONSTRAINT ${escapeIdentifier(name)} ${definition}`,
    );
  }
}

/** Rows are stored as they were, not as triggers would make them. */
export async function switchTriggers(client: ClientBase, to: "ENABLE" | "DISABLE"): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT tgisinternal AND tgparentid = 0 AND c.relnamespace = current_schema()::regnamespace`,
  );
  for (const { name } of rows) await client.query(`ALTER TABLE ${escapeIdentifier(name)} ${to} TRIGGER USER`);
}

/** What migrations have put into tables is in the backup, too. */
export async function emptyTables(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace
       AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> '_prisma_migrations'`,
  );
  await client.query(`TRUNCATE ${rows.map(({ name }) => escapeIdentifier(name)).join(", ")}`);
}
