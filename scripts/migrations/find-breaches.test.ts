import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BIG_TABLES, findBreaches } from "./find-breaches.ts";

const FOLDER = "prisma/migrations";
/** Whatever is older was never run while two versions stood beside each other. */
const FIRST = "20261122";
const migrations = readdirSync(FOLDER)
  .filter((name) => /^\d{14}_/.test(name) && name >= FIRST)
  .map((name) => ({ name, sql: readFileSync(join(FOLDER, name, "migration.sql"), "utf8") }));

test.each(migrations)("$name can be run while the version before it serves", ({ sql }) => {
  expect(findBreaches(sql)).toEqual([]);
});

test("every table that is taken for a big one exists", () => {
  const all = readdirSync(FOLDER).filter((name) => /^\d{14}_/.test(name));
  const sql = all.map((name) => readFileSync(join(FOLDER, name, "migration.sql"), "utf8")).join("\n");
  const made = new Set([...sql.matchAll(/CREATE TABLE "?(\w+)"?/g)].map(([, name]) => name));
  expect(BIG_TABLES.filter((name) => !made.has(name))).toEqual([]);
});

describe("a statement that would break or hold up the version before is found", () => {
  test.each([
    { sql: 'ALTER TABLE "monitor" DROP COLUMN "name";', rule: "drops a column" },
    { sql: "alter table monitor\n  rename column name to title;", rule: "renames" },
    { sql: 'ALTER TABLE "monitor" RENAME TO "check";', rule: "renames" },
    { sql: 'DROP TABLE "monitor";', rule: "drops a table" },
    { sql: 'ALTER TABLE "monitor" ADD COLUMN "a" TEXT NOT NULL;', rule: "needs a value" },
    {
      sql: 'ALTER TABLE "monitor" ADD COLUMN "b" INT DEFAULT 1, ADD COLUMN "a" TEXT NOT NULL;',
      rule: "needs a value",
    },
    { sql: 'ALTER TABLE "monitor" ALTER COLUMN "a" SET NOT NULL;', rule: "needs a value" },
    { sql: 'ALTER TABLE "monitor" ALTER COLUMN "a" TYPE BIGINT;', rule: "changes a type" },
    { sql: 'ALTER TABLE "monitor" ALTER COLUMN "a" SET DATA TYPE BIGINT;', rule: "changes a type" },
    { sql: 'CREATE INDEX "i" ON "incident" ("a");', rule: "blocks writers" },
    { sql: 'CREATE UNIQUE INDEX "i" ON "public"."transition" ("a");', rule: "blocks writers" },
    { sql: 'ALTER TABLE "delivery" ADD CONSTRAINT "c" CHECK (a > 0);', rule: "reads every row" },
    {
      sql: 'ALTER TABLE "monitor_state" ADD CONSTRAINT "c" FOREIGN KEY ("a") REFERENCES "x"("id");',
      rule: "reads every row",
    },
    { sql: "UPDATE monitor SET name = '';", rule: "writes every row" },
    { sql: "LOCK TABLE monitor;", rule: "locks a table" },
    { sql: 'CREATE INDEX CONCURRENTLY "i" ON "incident" ("a");\nSELECT 1;', rule: "has to stand alone" },
  ])("$sql", ({ sql, rule }) => {
    expect(findBreaches(sql).join("\n")).toContain(rule);
  });
});

describe("a statement that is safe passes", () => {
  test.each([
    'CREATE TABLE "a" ("id" UUID NOT NULL);\nCREATE INDEX "i" ON "a" ("id");\nALTER TABLE "a" ADD CONSTRAINT "c" FOREIGN KEY ("id") REFERENCES "monitor"("id");',
    'ALTER TABLE "monitor" ADD COLUMN "a" TEXT;',
    'ALTER TABLE "monitor" ADD COLUMN "a" TEXT NOT NULL DEFAULT \'\';',
    'CREATE INDEX CONCURRENTLY "i" ON "incident" ("a");',
    'ALTER TABLE "delivery" ADD CONSTRAINT "c" CHECK (a > 0) NOT VALID;',
    "-- DROP TABLE monitor;\nSELECT 1;",
    "UPDATE monitor SET name = '' WHERE id = 1;",
    '-- allowed: nobody has read it for two versions\nALTER TABLE "monitor" DROP COLUMN "name";',
    "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ UPDATE monitor SET name = ''; DROP TABLE x; $$;",
  ])("%s", (sql) => {
    expect(findBreaches(sql)).toEqual([]);
  });
});
