import type { Sql, Tx } from "./prisma.ts";

type Statement = { text: string; values?: unknown[] };

/** Lets a command's transaction run the statements of the pipeline. Rows come as objects; `rowMode` has no effect. */
export function sqlOf(tx: Tx): Sql {
  const query = async (given: string | Statement, values: unknown[] = []) => {
    const statement: Statement = typeof given === "string" ? { text: given, values } : given;
    const rows = await tx.$queryRawUnsafe<unknown[]>(statement.text, ...(statement.values ?? []));
    return { rows, rowCount: rows.length };
  };
  // pg's own type has a dozen overloads, for callbacks and streams, which no store uses.
  return { query } as unknown as Sql;
}
