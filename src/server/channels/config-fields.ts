import * as z from "zod";

/** Forms send "" for a field that was left empty. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
}

export function text(message: string, maxLength = 500) {
  return z.string(message).trim().min(1, message).max(maxLength, `${maxLength} characters at most.`);
}

/** A value that travels in a header or a URL: printable ASCII without spaces. */
export function token(message: string) {
  return text(message, 2_000).regex(/^[\x21-\x7e]+$/, "Remove the spaces and line breaks; copy it again.");
}

export function httpUrl(message: string) {
  return text(message, 2_048)
    .refine(isHttpUrl, message)
    .refine((url) => !/[\p{Cc}\s]/u.test(url), "Remove the spaces and line breaks from the URL.")
    .refine(
      (url) => !isHttpUrl(url) || (new URL(url).username === "" && new URL(url).password === ""),
      "Remove the user name and password from the URL.",
    );
}

/** The address of a server that the path of its API is added to: without query and without a slash at the end. */
export function serverUrl(message: string) {
  return httpUrl(message)
    .refine((url) => !/[?#]/.test(url), "Give the address of the server only, without ? and #.")
    .transform((url) => url.replace(/\/+$/, ""));
}

/** A list field; one text with commas is taken as well. */
export function list<Item extends z.ZodType<string>>(item: Item, message: string) {
  return z.preprocess(splitText, z.array(item, message).min(1, message).max(20, "20 entries at most."));
}

function splitText(value: unknown): unknown {
  const parts = typeof value === "string" ? value.split(/[,\n]/) : value;
  if (!Array.isArray(parts)) return value;
  return parts.map((part) => (typeof part === "string" ? part.trim() : part)).filter((part) => part !== "");
}

function isHttpUrl(candidate: string): boolean {
  if (!URL.canParse(candidate)) return false;
  const url = new URL(candidate);
  return (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
}
