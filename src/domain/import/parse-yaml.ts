import { parseAllDocuments } from "yaml";
import { ImportProblem } from "./import-problem.ts";
import { requireBounded } from "./read-object.ts";

const DEEP = /[[{](?:\s*[[{]){100}/;

/** One document or several, YAML 1.2 with merge keys. Throws ImportProblem for what is none, or refers to itself. */
export function parseYaml(text: string): unknown[] {
  // The reader's time grows with the square of it.
  if (DEEP.test(text)) throw new ImportProblem("This document is nested too deeply.");
  const documents = attempt(() => parseAllDocuments(text, { merge: true, uniqueKeys: true }));
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error)
      throw new ImportProblem(`This is not valid YAML: ${error.message.split("\n")[0] ?? ""}`, {
        cause: error,
      });
    const value: unknown = attempt(() => document.toJS({ maxAliasCount: 100 }));
    requireBounded(value);
    return value;
  });
}

function attempt<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw new ImportProblem("This document is nested too deeply, or its aliases expand without a bound.", {
      cause: error,
    });
  }
}
