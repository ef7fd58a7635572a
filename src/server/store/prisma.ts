import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolClient } from "pg";
import { env } from "#env";
import { type Prisma, PrismaClient } from "#generated/prisma/client.ts";

export type { Pool };
export type Db = PrismaClient;
/** What Prisma's `$transaction` hands to its callback; store functions that take part in a caller's transaction accept it. */
export type Tx = Prisma.TransactionClient;
/** Raw SQL on one connection or on any of the pool. */
export type Sql = Pick<PoolClient, "query">;

type Connections = { pool: Pool; db: PrismaClient };

// On globalThis: hot reload and separately bundled routes must not open a pool each.
const holder = globalThis as typeof globalThis & { uptickConnections?: Connections };

/** The pool for raw SQL: the tick path. Prisma uses the same connections. */
export function pool(): Pool {
  return connections().pool;
}

export function db(): PrismaClient {
  return connections().db;
}

/** Connections to a database that is not the environment's, such as one made for a test. */
export function connect(settings: { url: string; max: number }): Connections {
  const opened = new Pool({
    connectionString: settings.url,
    max: settings.max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: "uptick",
    // Statements that a transaction sends without waiting for one another travel together, and run in that order.
    pipeline: true,
  });
  // An idle connection that the server closes is no event: the next query opens another one.
  opened.on("error", () => undefined);
  return { pool: opened, db: new PrismaClient({ adapter: new PrismaPg(opened) }) };
}

function connections(): Connections {
  holder.uptickConnections ??= connect({ url: env().DATABASE_URL, max: env().DATABASE_POOL });
  return holder.uptickConnections;
}
