// Prints the SQL that turns the last committed Prisma schema (or nothing, with --empty) into the present one.
// Usage: DATABASE_URL=… node scripts/migrate-diff.mjs [--empty] > prisma/migrations/<time>_<name>/migration.sql
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { openSchemaEngine } from "./schema-engine.mjs";

const SCHEMA = "prisma/schema.prisma";
const present = readFileSync(SCHEMA, "utf8");
const url = process.env.DATABASE_URL;
if (!url) {
  process.stderr.write("Set DATABASE_URL to any reachable Postgres; the database itself is not changed.\n");
  process.exit(2);
}
const from = process.argv.includes("--empty")
  ? { tag: "empty" }
  : {
      tag: "schemaDatamodel",
      files: [
        { path: SCHEMA, content: execFileSync("git", ["show", `HEAD:${SCHEMA}`], { encoding: "utf8" }) },
      ],
    };

const engine = await openSchemaEngine(url, [[SCHEMA, present]]);
const { stdout } = await engine.diff({
  from,
  to: { tag: "schemaDatamodel", files: [{ path: SCHEMA, content: present }] },
  script: true,
  shadowDatabaseUrl: null,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
process.stdout.write(stdout);
process.exit(0);
