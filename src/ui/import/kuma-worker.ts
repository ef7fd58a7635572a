import initSqlJs from "sql.js/dist/sql-wasm-inline.js";
import { askSqlite } from "#domain/import/ask-sqlite.ts";
import { ImportProblem } from "#domain/import/import-problem.ts";
import { readKumaDb } from "#domain/import/kuma/read-kuma-db.ts";
import type { KumaAnswer } from "./read-kuma-file.ts";

// A worker of its own file: its policy lets it compile WebAssembly, which no page of Uptick may.
self.addEventListener("message", (event: MessageEvent<File>) => {
  void read(event.data).then((answer) => self.postMessage(answer));
});

async function read(file: File): Promise<KumaAnswer> {
  try {
    const { Database } = await initSqlJs();
    const database = new Database(new Uint8Array(await file.arrayBuffer()));
    try {
      return { kind: "dump", dump: readKumaDb(askSqlite(database)) };
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof ImportProblem) return { kind: "problem", message: error.message };
    return { kind: "problem", message: `This file could not be opened: ${String(error)}` };
  }
}
