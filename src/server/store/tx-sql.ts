import type { Sql, Tx } from "./prisma.ts";

type Statement = { text: string; values?: unknown[] };

/** Raw SQL inside of Prisma's transaction, for store functions that the pipeline runs on a connection of its own. */
export function sqlOf(tx: Tx): Sql {
  const query = async (statement: string | Statement, values: unknown[] = []) => {
    const { text, values: own } = typeof statement === "string" ? { text: statement, values } : statement;
    const rows = await tx.$queryRawUnsafe<unknown[]>(text, ...(own ?? []));
    return { rows, rowCount: rows.length };
  };
  // Of the many ways to call `query`, stores use these two; a statement without RETURNING counts no rows.
  return { query } as unknown as Sql;
}
