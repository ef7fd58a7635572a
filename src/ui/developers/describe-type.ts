import { type ApiSchema, type OpenApi, resolveSchema } from "./openapi.ts";

/** In the words of JSON Schema, which are the same in every language: `integer, 1 to 100`. */
export function describeType(document: OpenApi, given: ApiSchema): string {
  const name = given.$ref?.split("/").at(-1);
  const schema = resolveSchema(document, given);
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return describeOptions(document, options, name);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const types = [schema.type ?? "any"].flat();
  const named = types.map((type) => nameOfType(document, schema, { type, name }));
  return [named.join(" | "), boundsOf(schema)].filter((part) => part !== "").join(", ");
}

function describeOptions(document: OpenApi, options: readonly ApiSchema[], name: string | undefined): string {
  if (name !== undefined && options.length > 3) return name;
  const names = [...new Set(options.map((option) => describeType(document, option)))];
  return names.length > 4 ? `${names.slice(0, 4).join(" | ")} | …` : names.join(" | ");
}

function nameOfType(
  document: OpenApi,
  schema: ApiSchema,
  { type, name }: { type: string; name: string | undefined },
): string {
  if (type === "array") return `${schema.items ? describeType(document, schema.items) : "any"}[]`;
  if (type === "object" && name !== undefined) return name;
  if (type === "string" && schema.format !== undefined) return schema.format;
  return type;
}

/** JavaScript's own limits say nothing. */
function boundsOf({ minimum, maximum, maxLength, maxItems }: ApiSchema): string {
  const isReal = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < 2 ** 53 - 1;
  const bounds = [
    ...(isReal(minimum) ? [`≥ ${minimum}`] : []),
    ...(isReal(maximum) ? [`≤ ${maximum}`] : []),
    ...(isReal(maxLength ?? maxItems) ? [`≤ ${maxLength ?? maxItems}`] : []),
  ];
  return bounds.join(" ");
}
