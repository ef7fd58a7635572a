import type { Registration } from "./registration.ts";
import { readStrictDate } from "./strict-date.ts";

const MOST_STATUSES = 20;
/** The words of the registries, in lower case: RFC 3912 rules none. */
const EXPIRY_WORDS = new Set([
  "registry expiry date",
  "registrar registration expiration date",
  "expiry date",
  "expiration date",
  "expiration time",
  "expiry",
  "expires",
  "expires on",
  "expires at",
  "expire",
  "expire date",
  "expire-date",
  "expired",
  "exp date",
  "domain expires",
  "domain expiration date",
  "paid-till",
  "renewal date",
  "renewal",
  "valid until",
  "validity",
  "valid-date",
  "record expires on",
  "domain_dateexpires",
]);
/** Some write the value on the next line. Every repetition stays on its line: an answer of 64 KB must not cost a second. */
const FIELD = /^[ \t]*\[?([A-Za-z][\w /-]{1,40}?)[\].]*[ \t]*[:.\]](?:[ \t]*\r?\n)?[ \t]*(\S.*)$/gm;
const FREE =
  /^[%> \t]*(?:no match\b|not found\b|no data found\b|no entries found\b|no object found\b|domain not found\b|nothing found\b|the queried object does not exist|status:[ \t]*(?:free|available)\b)/im;
const FREE_ANYWHERE = /\b(?:is|was) (?:not registered|available for registration)\b|\bno match for\b/i;

/** Looks for a date that can mean one day only; where none is found, `expiresAt` is null. */
export function readWhois(text: string): Registration {
  const fields = [...text.matchAll(FIELD)].map(([, word = "", value = ""]) => ({
    word: word.toLowerCase().trim(),
    value: value.replace(/^[.:\s]+/, "").trim(),
  }));
  const expiresAt = firstDate(fields);
  if (expiresAt === null && (FREE.test(text) || FREE_ANYWHERE.test(text))) return { state: "free" };
  return {
    state: "registered",
    expiresAt,
    registrar: fields.find(({ word }) => word === "registrar" || word === "registrar name")?.value ?? null,
    statuses: fields
      .filter(({ word }) => word === "domain status" || word === "status" || word === "state")
      .map(({ value }) => value.replace(/\s+https?:.*$/, ""))
      .slice(0, MOST_STATUSES),
  };
}

/** The server that another one names for a domain, or null. */
export function readReferral(text: string): string | null {
  return /^(?:refer|whois):[ \t]*([a-z0-9.-]+)[ \t\r]*$/im.exec(text)?.[1]?.toLowerCase() ?? null;
}

function firstDate(fields: readonly { word: string; value: string }[]): number | null {
  for (const { word, value } of fields) {
    const date = EXPIRY_WORDS.has(word) ? readStrictDate(value) : null;
    if (date !== null) return date;
  }
  return null;
}
