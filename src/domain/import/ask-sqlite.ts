import type { AskSqlite } from "./kuma/read-kuma-db.ts";

/** What of sql.js is needed; the library itself is brought by whoever has the file. */
type SqlJsDatabase = { exec(sql: string): { columns: string[]; values: unknown[][] }[] };

export function askSqlite(database: SqlJsDatabase): AskSqlite {
  return (sql) => {
    const [answer] = database.exec(sql);
    if (answer === undefined) return [];
    return answer.values.map((row) =>
      Object.fromEntries(answer.columns.map((column, at) => [column, row[at]])),
    );
  };
}
