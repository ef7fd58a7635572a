import type { ConfigDocument } from "#contracts/config-document.ts";
import { configSchema, type JsonSchema } from "#contracts/config-schema.ts";
import { writeCanonical } from "./diff-fields.ts";

/** The document as people would write it: without what holds by itself, and with moments that can be read. */
export function shortenDocument(document: ConfigDocument): Record<string, unknown> {
  const { version, ...parts } = shorten(configSchema(), document) as Record<string, unknown>;
  const given = Object.entries(parts).filter(([, part]) => !Array.isArray(part) || part.length > 0);
  return {
    version: version ?? document.version,
    ...Object.fromEntries(given.map(([name, part]) => [name, readable(part)])),
  };
}

function shorten(schema: JsonSchema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => shorten(schema.items ?? {}, item));
  if (!isObject(value)) return value;
  const { properties = {} } = chooseBranch(schema, value);
  const fields = Object.entries(value).flatMap(([name, present]) => {
    const own = properties[name] ?? {};
    const short = shorten(own, present);
    const isDefault =
      own.default !== undefined &&
      [present, short].some((one) => writeCanonical(one) === writeCanonical(own.default));
    return isDefault || present === undefined ? [] : [[name, short] as const];
  });
  return Object.fromEntries(fields);
}

/** Of a union, the part whose constants the value has. */
function chooseBranch(schema: JsonSchema, value: Record<string, unknown>): JsonSchema {
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches === undefined) return schema;
  const objects = branches.filter(({ type, oneOf, anyOf }) => type === "object" || oneOf || anyOf);
  const fits = objects.find(({ properties = {} }) => {
    const constants = Object.entries(properties).filter(([, own]) => own.const !== undefined);
    return constants.every(([name, own]) => value[name] === own.const);
  });
  return fits ? chooseBranch(fits, value) : {};
}

const MOMENTS = new Set(["startsAt", "endsAt", "publishAt"]);

function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, present]) => [
    name,
    MOMENTS.has(name) && typeof present === "number" ? new Date(present).toISOString() : readable(present),
  ]);
  return Object.fromEntries(fields);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
