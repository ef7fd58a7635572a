import type { Pool } from "#server/store/prisma.ts";
import type { Database } from "./database.ts";
import { Session, toQuery } from "./session.ts";
import { StatementLine } from "./statement-line.ts";

/** A pool of connections to the fake database, without any fault: what the contract suite compares with Postgres. */
export function createFakePool(db: Database): Pool {
  const pool = {
    query: (query: unknown, values?: unknown[]) => new Session(db).query(toQuery(query, values)),
    connect: async () => {
      const session = new Session(db);
      const line = new StatementLine();
      return {
        query: (query: unknown, values?: unknown[]) => line.run(() => session.query(toQuery(query, values))),
        release: () => session.cut(),
      };
    },
  };
  return pool as unknown as Pool;
}
