import type { Check } from "#contracts/check.ts";

export type SecretValue = { name: string; value: string };

/** The contracts' SECRET_REFERENCE; its module would bring zod into the edge bundle. */
const REFERENCE = /\{\{\s*secret\.([A-Z][A-Z0-9_]{0,63})\s*\}\}/g;
const LINES = /[\r\n\0]/;

/** Fields whose text is one line on the wire, so that a line break in a secret would begin another header. */
const ONE_LINE = new Set(["headers", "metadata", "cookies"]);
const URLS = new Set(["url", "tokenUrl"]);

export class SecretProblem extends Error {
  override readonly name = "SecretProblem";
}

type Place = { name: string; isOneLine: boolean; isJson: boolean };

/**
 * The check with the secrets' values in the places of their names: percent-encoded in a URL, escaped in a JSON body,
 * as they are elsewhere. Throws SecretProblem with a sentence for a secret that is missing or does not fit.
 */
export function fillSecrets<Kind extends Check>(check: Kind, secrets: readonly SecretValue[]): Kind {
  const values = new Map(secrets.map(({ name, value }) => [name, value]));
  return fill(check, { name: "", isOneLine: false, isJson: false }, values) as Kind;
}

function fill(value: unknown, place: Place, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return fillText(value, place, values);
  if (Array.isArray(value)) return value.map((member) => fill(member, place, values));
  if (typeof value !== "object" || value === null) return value;
  const isJson = "bodyType" in value && value.bodyType === "json";
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    fill(field, { name, isOneLine: place.isOneLine || ONE_LINE.has(name), isJson }, values),
  ]);
  return Object.fromEntries(fields);
}

function fillText(text: string, place: Place, values: ReadonlyMap<string, string>): string {
  if (!text.includes("{{")) return text;
  return text.replace(REFERENCE, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new SecretProblem(`The secret ${name} is not there any more.`);
    if (place.isOneLine && LINES.test(value)) {
      throw new SecretProblem(`The secret ${name} has a line break, which a header cannot have.`);
    }
    if (URLS.has(place.name)) return encodeURIComponent(value);
    return place.isJson && place.name === "body" ? JSON.stringify(value).slice(1, -1) : value;
  });
}
