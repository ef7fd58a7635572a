import type { ClientBase } from "pg";
import { listMigrationNames } from "#scripts/apply-migrations.mjs";
import { BackupError } from "#scripts/backup/backup-error.ts";
import { type Manifest, schemaVersionOf } from "#scripts/backup/manifest.ts";

const OLDEST_POSTGRES = 150_000;
/** What every Uptick database has been given first. */
const FIRST_MIGRATION = "20261121000000_first";

export type Target = {
  /** The schema that Uptick's tables are in, or will be. */
  home: string;
  /** Whether something is replaced that people have made. */
  holdsData: boolean;
};

/** Refuses what cannot be restored into, before anything is changed. */
export async function checkTarget(
  client: ClientBase,
  given: { manifest: Manifest; replace: boolean },
): Promise<Target> {
  checkVersions(given.manifest);
  const { rows } = await client.query<{ home: string; version: number; relations: number }>(
    `SELECT current_schema() AS home, current_setting('server_version_num')::int AS version,
       (SELECT count(*)::int FROM pg_class c WHERE relnamespace = current_schema()::regnamespace
          AND relkind IN ('r', 'p', 'v', 'm', 'f')
          AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')) AS relations`,
  );
  const [{ home, version, relations } = { home: "public", version: 0, relations: 0 }] = rows;
  if (version < OLDEST_POSTGRES) throw refused("Uptick needs Postgres 15 or newer.");
  if (relations === 0) return { home, holdsData: false };
  if (!(await isUptick(client)))
    throw refused("The database holds tables of something else. Name an empty one.");
  await checkNobodyWorks(client);
  const holdsData = await hasData(client);
  if (holdsData && !given.replace) {
    throw refused("The database is not empty. With --replace, what it holds is replaced by the backup.");
  }
  return { home, holdsData };
}

function checkVersions(manifest: Manifest): void {
  const known = new Set(listMigrationNames());
  const newer = manifest.migrations.find((name) => !known.has(name));
  if (newer === undefined) return;
  throw refused(
    `The backup has the schema ${schemaVersionOf(manifest)} of Uptick ${manifest.appVersion}; this Uptick does not know ${newer}. Restore it with that version or a newer one.`,
  );
}

async function isUptick(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') AS found");
  if (rows[0]?.found === null) return false;
  const found = await client.query("SELECT FROM _prisma_migrations WHERE migration_name = $1", [
    FIRST_MIGRATION,
  ]);
  return found.rowCount !== 0;
}

/** A database that was only made ready has regions and watermarks, and nothing of people. */
async function hasData(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM "user") OR EXISTS (SELECT FROM workspace) OR EXISTS (SELECT FROM monitor) AS any`,
  );
  return rows[0]?.any === true;
}

async function checkNobodyWorks(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name IN ('uptick', 'uptick-views')`,
  );
  const count = rows[0]?.count ?? 0;
  if (count > 0) throw refused(`Uptick works on this database (${count} connections). Stop it first.`);
}

function refused(why: string): BackupError {
  return new BackupError("refused", why);
}
