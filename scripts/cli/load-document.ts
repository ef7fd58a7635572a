import { existsSync, readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { ConfigDocument } from "#contracts/config-document.ts";
import { listEntries } from "#domain/config/config-entry.ts";
import { type ReadDocument, readDocument, readDocumentText } from "#domain/config/document-text.ts";
import { listCredentials } from "#domain/config/find-refusals.ts";
import { CliError, EXIT } from "./exit-code.ts";
import { loadModule } from "./load-module.ts";

const USUAL = [
  "uptick.yaml",
  "uptick.yml",
  "uptick.json",
  "uptick.config.ts",
  "uptick.config.mjs",
  "uptick.config.js",
];
const MODULES = new Set([".ts", ".mts", ".js", ".mjs"]);

/** The named file, else the first of the usual ones in this folder. */
export async function loadDocument(named: string | undefined): Promise<ConfigDocument> {
  const file = named ?? USUAL.find((name) => existsSync(name));
  if (file === undefined) {
    throw new CliError(
      EXIT.usage,
      `There is no ${USUAL.slice(0, 4).join(", ")} here. Run \`uptick init\`, or name a file.`,
    );
  }
  if (file !== "-" && !existsSync(file)) throw new CliError(EXIT.usage, `There is no file ${file}.`);
  const read = MODULES.has(extname(file))
    ? readDocument(await loadModule(resolve(file)))
    : readDocumentText(readFileSync(file === "-" ? 0 : file, "utf8"));
  return requireRead(read, file);
}

function requireRead(read: ReadDocument, file: string): ConfigDocument {
  if (read.kind === "read") return read.document;
  const lines = read.problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  throw new CliError(EXIT.problem, `${file} is not right:`, lines);
}

/** The credentials that the document names, as far as this machine has them. Others never leave it. */
export function collectValues(document: ConfigDocument): Record<string, string> {
  const names = listEntries(document).flatMap((part) => listCredentials(part).map(({ env }) => env));
  const found = [...new Set(names)].flatMap((name) => {
    const value = process.env[name];
    return value === undefined || value === "" ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}
