import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { copyOut } from "./copy-streams.ts";
import { copyTarget } from "./list-tables.ts";
import type { Manifest, TableHead, TableTotals } from "./manifest.ts";
import { packRecord } from "./record-codec.ts";

export type DumpListener = {
  onTable: (table: TableHead) => void;
  onRows: (bytes: number) => void;
  onTotals: (totals: TableTotals) => void;
};

const RECORD_BYTES = 65_536;

/** All records of a backup, from the client's snapshot. Of the rows, no more than a few records are ever in memory. */
export async function* dumpDatabase(
  client: ClientBase,
  manifest: Manifest,
  listener: DumpListener,
): AsyncGenerator<Buffer> {
  yield* packRecord({ kind: "manifest", manifest });
  const all: TableTotals[] = [];
  for (const { name, columns, partition } of manifest.tables) {
    const table = { name, columns, partition };
    listener.onTable(table);
    yield* packRecord({ kind: "table", table });
    const totals = yield* dumpRows(client, table, listener);
    yield* packRecord({ kind: "totals", totals });
    listener.onTotals(totals);
    all.push(totals);
  }
  yield* packRecord({ kind: "end", end: { tables: all } });
}

async function* dumpRows(
  client: ClientBase,
  table: TableHead,
  { onRows }: Pick<DumpListener, "onRows">,
): AsyncGenerator<Buffer, TableTotals> {
  const hash = createHash("sha256");
  let bytes = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const source = copyOut(client, copyTarget(table));
  for (;;) {
    const { done, value } = await source.next();
    if (heldBytes >= RECORD_BYTES || (done && heldBytes > 0)) {
      yield* packRecord({ kind: "rows", bytes: Buffer.concat(held) });
      onRows(heldBytes);
      held = [];
      heldBytes = 0;
    }
    if (done) return { name: table.name, rows: value.rows, bytes, sha256: hash.digest("hex") };
    hash.update(value);
    bytes += value.length;
    held.push(value);
    heldBytes += value.length;
  }
}
