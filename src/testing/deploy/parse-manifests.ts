import { parseAllDocuments } from "yaml";
import { Manifest } from "./kubernetes/manifest.ts";

/** Each document of a YAML file; empty ones are left out, as kubectl does. */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw error;
    const content: unknown = document.toJS();
    return content === null ? [] : [Manifest.parse(content)];
  });
}
