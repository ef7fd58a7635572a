import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { Client } from "pg";
import { expect, test } from "vitest";
import { listMigrationNames } from "#scripts/apply-migrations.mjs";
import { createTestDatabase } from "#testing/test-database.ts";

const run = promisify(execFile);
const ALTERS = /^ALTER TABLE "?(\w+)"?/m;

test("a migration whose table somebody reads gives way after three seconds, and is applied when the table is free", async () => {
  const database = await createTestDatabase();
  await database.pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  const names: string[] = listMigrationNames();
  const { at, table } = findLastAlteration(names);
  await migrate(database.url, names.slice(0, at));
  const reader = new Client({ connectionString: database.url });
  await reader.connect();
  await reader.query(`BEGIN; LOCK TABLE "${table}" IN ACCESS SHARE MODE`);

  const migrating = migrate(database.url, names.slice(0, at + 1));
  const isWaiting = async () => {
    const { rows } = await database.pool.query(
      "SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass",
      [table],
    );
    return rows.length > 0;
  };
  await expect.poll(isWaiting, { timeout: 30_000 }).toBe(true);
  // Whoever reads the table meanwhile stands behind the migration for that long at most.
  const askedAt = performance.now();
  await database.pool.query(`SELECT count(*) FROM "${table}"`);
  expect(performance.now() - askedAt).toBeLessThan(6_000);
  await expect.poll(isWaiting, { timeout: 30_000 }).toBe(false);
  await reader.query("COMMIT");

  const said = await migrating;
  expect(said[0]).toBe(`migrating ${names[at]}`);
  expect(said[1]).toContain("it is tried again");
  expect(await migrate(database.url, names.slice(0, at + 1))).toEqual([]);
  await reader.end();
  await database.close();
});

/** In a process of its own, which the engine's connections then do not outlive; answers what it said. */
async function migrate(url: string, names: readonly string[]): Promise<string[]> {
  const program = `import { migrate } from "./scripts/apply-migrations.mjs";
    await migrate(process.argv[1], console.log, JSON.parse(process.argv[2]));
    process.exit(0);`;
  const args = ["--input-type=module", "-e", program, url, JSON.stringify(names)];
  const { stdout } = await run(process.execPath, args);
  return stdout.split("\n").filter((line) => line !== "");
}

/** The newest migration that changes a table of an older one, and that table. */
function findLastAlteration(names: readonly string[]): { at: number; table: string } {
  for (let at = names.length - 1; at > 0; at -= 1) {
    const sql = readFileSync(`prisma/migrations/${names[at]}/migration.sql`, "utf8");
    const table = ALTERS.exec(sql)?.[1];
    if (table !== undefined && !new RegExp(`CREATE TABLE "?${table}"?`).test(sql)) return { at, table };
  }
  throw new Error("No migration changes a table.");
}
