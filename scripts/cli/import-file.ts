import { readFileSync } from "node:fs";
import type { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigNotice } from "#contracts/config-plan.ts";
import { secretVariable } from "#domain/config/find-refusals.ts";
import { askSqlite } from "#domain/import/ask-sqlite.ts";
import { IMPORT_PRODUCTS, type ImportedDay, type ImportProduct } from "#domain/import/draft.ts";
import { ImportProblem } from "#domain/import/import-problem.ts";
import { parseKuma } from "#domain/import/kuma/parse-kuma.ts";
import { readKumaDb } from "#domain/import/kuma/read-kuma-db.ts";
import { parseImport } from "#domain/import/parse-import.ts";
import type { ImportResult } from "#domain/import/to-document.ts";
import type { UptickClient } from "../../src/client/create-client.ts";
import { CliError, EXIT } from "./exit-code.ts";

const SQLITE = "SQLite format 3\u0000";
const DAYS_AT_ONCE = 5_000;
const LEAST_SECRET = 4;

type Foreign = {
  product: ImportProduct;
  document: ConfigDocument;
  /** Credentials that stood in the file, by the variables that the document names. */
  values: Record<string, string>;
  warnings: ConfigNotice[];
  history: ImportedDay[];
};

export async function readForeign(
  named: string,
  file: string,
  { nowMs }: { nowMs: number },
): Promise<Foreign> {
  const product = IMPORT_PRODUCTS.find((known) => known === named);
  if (product === undefined) {
    throw new CliError(
      EXIT.usage,
      `There is no importer for ${named}. There are ${IMPORT_PRODUCTS.join(", ")}.`,
    );
  }
  const result = await parseFile(product, readFileSync(file), { nowMs });
  const { document, secrets, environment, warnings, history } = result;
  // A secret has at least four characters: shorter ones are refused where they are made.
  const fit = secrets.filter(({ value }) => value.length >= LEAST_SECRET);
  const values = Object.fromEntries(fit.map(({ name, value }) => [secretVariable(name), value]));
  const notices = warnings.map(({ item, message }) => ({ path: item, message }));
  return { product, document, values: { ...environment, ...values }, warnings: notices, history };
}

/** The days that the other product has counted, of monitors that are there by now. Answers how many are kept. */
export async function addHistory(
  client: UptickClient,
  { product, history }: Pick<Foreign, "product" | "history">,
): Promise<number> {
  let added = 0;
  for (let at = 0; at < history.length; at += DAYS_AT_ONCE) {
    const days = history.slice(at, at + DAYS_AT_ONCE).map(({ foreignId: key, ...day }) => ({ key, ...day }));
    added += (await client.imported.add.mutate({ product, days })).added;
  }
  return added;
}

async function parseFile(
  product: ImportProduct,
  content: Buffer,
  at: { nowMs: number },
): Promise<ImportResult> {
  try {
    if (content.toString("latin1", 0, SQLITE.length) !== SQLITE)
      return parseImport(product, content.toString("utf8"), at);
    if (product !== "uptime-kuma")
      throw new ImportProblem("This is a database, which only Uptime Kuma exports.");
    return parseKuma(await readDatabase(content), at);
  } catch (cause) {
    if (cause instanceof ImportProblem) throw new CliError(EXIT.problem, cause.message);
    throw cause;
  }
}

/** SQLite as WebAssembly, in the same file as the command. */
async function readDatabase(content: Buffer): Promise<ReturnType<typeof readKumaDb>> {
  const { default: initSqlJs } = await import("sql.js/dist/sql-wasm-inline.js");
  const { Database } = await initSqlJs();
  const database = new Database(content);
  try {
    return readKumaDb(askSqlite(database));
  } finally {
    database.close();
  }
}
