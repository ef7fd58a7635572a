// What scripts/migrate.mjs and the image's role migrate share.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { root } from "./install.mjs";

const baseDir = join(root, "prisma/migrations");
// Any fixed number that only Uptick's launchers lock, so that two of them never migrate at once.
const LOCK_KEY = 7_264_533_002;

/** How often a migration is tried whose lock others hold, and how long the waits in between are at most. */
const ATTEMPTS = 12;
const MOST_WAIT_MS = 10_000;

/**
 * Returns the names of the migrations that this call applied. A statement waits three seconds for its lock and is then
 * called off, because everybody else waits behind it; it is tried again when they have gone on.
 * @param {string} connectionString
 * @param {(line: string) => void} report
 * @param {readonly string[]} [only] no others than these
 */
export async function migrate(connectionString, report, only) {
  const names = listMigrationNames().filter((name) => only === undefined || only.includes(name));
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_KEY]);
    const missing = await listMissing(client, names);
    if (missing.length === 0) return [];
    for (const name of missing) report(`migrating ${name}`);
    await applyPatiently({ client, connectionString, names }, report);
    return missing;
  } finally {
    await client.end();
  }
}

/** Those of this version of Uptick, in their order. */
export function listMigrationNames() {
  return readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function applyPatiently({ client, connectionString, names }, report) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await apply(connectionString, names);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isLockTimeout(error)) throw error;
      report("Others hold a lock that a migration needs; it is tried again.");
      await sleep(Math.min(MOST_WAIT_MS, 500 * 2 ** attempt));
      await listMissing(client, names);
    }
  }
}

function isLockTimeout(error) {
  return /lock timeout|55P03/.test(String(error?.message ?? error));
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
  await engine.applyMigrations({
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
}

/** The engine explains itself over many lines; the one that matters is the database's. */
export function explainMigrationError(error) {
  const text = String(error?.message ?? error);
  const name = /Migration name: (\S+)/.exec(text)?.[1];
  const cause = /(?:ERROR: |Database error:\s*)([^\n]+)/.exec(text)?.[1] ?? text.split("\n").find(Boolean);
  return name === undefined ? cause : `Migration ${name} failed: ${cause}`;
}
