// Applies prisma/migrations to DATABASE_URL. Prints what it applied; a second run changes nothing.
import { explainMigrationError, migrate } from "./apply-migrations.mjs";

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
process.exit(await main());
