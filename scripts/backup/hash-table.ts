import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { copyOut } from "./copy-streams.ts";
import { copyTarget } from "./list-tables.ts";
import type { TableHead, TableTotals } from "./manifest.ts";

/** What a backup would say of the table as it lies there now. */
export async function hashTable(client: ClientBase, table: TableHead): Promise<TableTotals> {
  const hash = createHash("sha256");
  let bytes = 0;
  const source = copyOut(client, copyTarget(table));
  for (;;) {
    const { done, value } = await source.next();
    if (done) return { name: table.name, rows: value.rows, bytes, sha256: hash.digest("hex") };
    hash.update(value);
    bytes += value.length;
  }
}
