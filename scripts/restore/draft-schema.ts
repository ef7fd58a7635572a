import { type ClientBase, escapeIdentifier } from "pg";
import { explainMigrationError, migrate } from "#scripts/apply-migrations.mjs";
import { BackupError } from "#scripts/backup/backup-error.ts";

/** Where a backup is built up, beside what the database holds. */
export const DRAFT = "uptick_restore";
const REPLACED = "uptick_replaced";

/** An empty draft. What a restore that was killed has left of one goes. */
export async function makeDraft(client: ClientBase): Promise<void> {
  await client.query(`DROP SCHEMA IF EXISTS ${DRAFT} CASCADE`);
  await client.query(`CREATE SCHEMA ${DRAFT}`);
}

/** Gives the draft its tables: those of the named migrations, or of all. */
export async function migrateDraft(databaseUrl: string, only?: readonly string[]): Promise<string[]> {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", `-c search_path=${DRAFT}`);
  url.searchParams.set("schema", DRAFT);
  try {
    return await migrate(url.href, () => undefined, only);
  } catch (error) {
    throw new BackupError("failed", String(explainMigrationError(error)), { cause: error });
  }
}

/**
 * Puts the draft in the place of what is there, in one transaction: before its commit nothing has changed, after it
 * everything has. What belongs to extensions stays where it is.
 */
export async function putInPlace(client: ClientBase, home: string): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(`CREATE SCHEMA ${REPLACED}`);
    await client.query(moveAll(home, REPLACED));
    await client.query(moveAll(DRAFT, home));
    await client.query(`DROP SCHEMA ${DRAFT}`);
    await client.query(`DROP SCHEMA ${REPLACED} CASCADE`);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** Sequences of columns and types of tables move with their tables. */
function moveAll(from: string, to: string): string {
  const target = escapeIdentifier(to);
  const literal = `'${from.replaceAll("'", "''")}'`;
  return `DO $move$
    DECLARE command text;
    BEGIN
      FOR command IN
        SELECT format('ALTER %s %I.%I SET SCHEMA ${target}',
            CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
            ${literal}, relname)
          FROM pg_class c WHERE relnamespace = ${literal}::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype IN ('e', 'a', 'i') AND classid = 'pg_class'::regclass
              AND (deptype = 'e' OR relkind = 'S'))
        UNION ALL
        SELECT format('ALTER ROUTINE %s SET SCHEMA ${target}', p.oid::regprocedure)
          FROM pg_proc p WHERE pronamespace = ${literal}::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
        UNION ALL
        SELECT format('ALTER TYPE %I.%I SET SCHEMA ${target}', ${literal}, typname)
          FROM pg_type t WHERE typnamespace = ${literal}::regnamespace AND typtype IN ('e', 'd')
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = t.oid AND deptype = 'e')
      LOOP
        EXECUTE command;
      END LOOP;
    END $move$`;
}
