import { type ClientBase, escapeIdentifier } from "pg";
import type { Manifest, SequenceState, TableHead } from "./manifest.ts";

/** Prisma's own ledger: the restored database gets one by being migrated. */
const LEDGER = "_prisma_migrations";

type ListedTable = Manifest["tables"][number];

// Only what holds rows itself: partitions stand for their parents, whose own lock would wait for whoever adds a day.
const TABLES = `
  SELECT c.relname AS name,
    ARRAY(SELECT attname::text FROM pg_attribute
      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns,
    parent.relname AS parent,
    pg_get_expr(c.relpartbound, c.oid) AS bounds,
    greatest(c.reltuples, 0)::float8 AS estimated_rows,
    pg_table_size(c.oid)::float8 AS estimated_bytes
  FROM pg_class c
  LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
  LEFT JOIN pg_class parent ON parent.oid = i.inhparent
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> $1
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  ORDER BY c.relname`;

/** Every table of the current schema with rows of its own, in the order of names. */
export async function listTables(client: ClientBase): Promise<ListedTable[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    parent: string | null;
    bounds: string | null;
    estimated_rows: number;
    estimated_bytes: number;
  }>(TABLES, [LEDGER]);
  return rows.map((row) => ({
    name: row.name,
    columns: row.columns,
    partition: row.parent === null ? null : { parent: row.parent, bounds: row.bounds ?? "" },
    estimatedRows: Math.round(row.estimated_rows),
    estimatedBytes: Math.round(row.estimated_bytes),
  }));
}

/** Sequences know nothing of snapshots: what they say is at least what the rows of one need. */
export async function listSequences(client: ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<SequenceState>(
    `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = current_schema() ORDER BY sequencename`,
  );
  return rows;
}

/** Finished migrations in the order of their names. */
export async function listMigrations(client: ClientBase): Promise<string[]> {
  const { rows: ledgers } = await client.query<{ found: string | null }>(
    `SELECT to_regclass(quote_ident(current_schema()) || '.${LEDGER}')::text AS found`,
  );
  if (!ledgers[0]?.found) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${LEDGER}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return [...new Set(rows.map((row) => row.name))];
}

/** For COPY in both directions. */
export function copyTarget({ name, columns }: Pick<TableHead, "name" | "columns">): string {
  return `${escapeIdentifier(name)} (${columns.map(escapeIdentifier).join(", ")})`;
}
