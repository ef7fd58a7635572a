// Applies prisma/migrations to DATABASE_URL. Prints what it applied; a second run changes nothing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { root } from "./install.mjs";

const baseDir = join(root, "prisma/migrations");
// Any fixed number that only Uptick's launchers lock, so that two of them never migrate at once.
const LOCK_KEY = 7_264_533_002;

/** Returns the names of the migrations that this call applied. */
export async function migrate(connectionString, report = () => undefined) {
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_KEY]);
    const missing = await listMissing(client, names);
    if (missing.length === 0) return [];
    for (const name of missing) report(`migrating ${name}`);
    return await apply(connectionString, names);
  } finally {
    await client.end();
  }
}

async function listMissing(client, names) {
  const { rows: tables } = await client.query("SELECT to_regclass('_prisma_migrations') AS found");
  if (tables[0].found === null) return names;
  // A script is one implicit transaction, so one that did not finish changed nothing and may be tried again.
  await client.query(
    "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
  const { rows } = await client.query(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const done = new Set(rows.map((row) => row.name));
  return names.filter((name) => !done.has(name));
}

async function apply(connectionString, names) {
  const { openSchemaEngine } = await import("./schema-engine.mjs");
  const schema = readFileSync(join(root, "prisma/schema.prisma"), "utf8");
  const engine = await openSchemaEngine(connectionString, [["prisma/schema.prisma", schema]]);
  const fileOf = (name) => join(baseDir, name, "migration.sql");
  const { appliedMigrationNames } = await engine.applyMigrations({
    migrationsList: {
      baseDir,
      lockfile: {
        path: "migration_lock.toml",
        content: readFileSync(join(baseDir, "migration_lock.toml"), "utf8"),
      },
      shadowDbInitScript: "",
      migrationDirectories: names.map((name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok", value: readFileSync(fileOf(name), "utf8") },
        },
      })),
    },
    filters: { externalTables: [], externalEnums: [] },
  });
  return appliedMigrationNames;
}

/** The engine explains itself over many lines; the one that matters is the database's. */
export function explainMigrationError(error) {
  const text = String(error?.message ?? error);
  const name = /Migration name: (\S+)/.exec(text)?.[1];
  const cause = /(?:ERROR: |Database error:\s*)([^\n]+)/.exec(text)?.[1] ?? text.split("\n").find(Boolean);
  return name === undefined ? cause : `Migration ${name} failed: ${cause}`;
}

async function main() {
  const url = process.env.DATABASE_URL;
  if (!url) {
    process.stderr.write("Set DATABASE_URL to the Postgres that is to be migrated.\n");
    return 2;
  }
  try {
    await migrate(url, (line) => process.stdout.write(`${line}\n`));
    return 0;
  } catch (error) {
    process.stderr.write(`${explainMigrationError(error)}\n`);
    return 1;
  }
}

// The engine's pool would hold the process for some seconds more.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exit(await main());
