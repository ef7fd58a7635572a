import { randomBytes } from "node:crypto";
import { Client, type Pool } from "pg";
import { connect, type Db } from "#server/store/prisma.ts";

export type TestDatabase = { url: string; pool: Pool; db: Db; close: () => Promise<void> };

/** A migrated database of the suite's own on the real Postgres that the test run has started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = process.env.UPTICK_TEST_PG_URL;
  const template = process.env.UPTICK_TEST_TEMPLATE;
  if (!adminUrl || !template) {
    throw new Error(
      "UPTICK_TEST_PG_URL and UPTICK_TEST_TEMPLATE are not set. Run `npm run test:int`, which starts Postgres.",
    );
  }
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administrate(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const { pool, db } = connect({ url: url.href, max: 12 });
  return {
    url: url.href,
    pool,
    db,
    async close() {
      await db.$disconnect();
      await pool.end();
      await administrate(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administrate(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
