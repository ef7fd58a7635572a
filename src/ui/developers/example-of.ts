import { type ApiSchema, type OpenApi, resolveSchema } from "./openapi.ts";

const DEEPEST = 6;
const EXAMPLE_ID = "0197f0a2-4f5c-7cc3-98c4-dc0c0c07398f";
/** By the name of a property; what is not here is its type's. */
const BY_NAME: Record<string, unknown> = {
  name: "Shop",
  title: "Refunds fail",
  message: "We are looking into it.",
  body: "We are looking into it.",
  url: "https://example.com/",
  host: "example.com",
  intervalSec: 60,
  timeoutMs: 10_000,
  regions: ["fra1", "iad1", "sin1"],
  tags: ["shop"],
  zone: "Europe/Berlin",
  month: "2026-10",
  value: "s3cret",
  expectedStatus: [{ from: 200, to: 299 }],
  config: { url: "https://hooks.example/ops" },
};

/** A value with what is required and nothing else, to begin with. */
export function exampleOf(document: OpenApi, given: ApiSchema, at: readonly string[] = []): unknown {
  const schema = resolveSchema(document, given);
  const name = at.at(-1) ?? "";
  if (Object.hasOwn(BY_NAME, name) && !("const" in schema)) return BY_NAME[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.examples) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const [option] = schema.oneOf ?? schema.anyOf ?? [];
  if (option) return at.length > DEEPEST ? null : exampleOf(document, option, at);
  return exampleOfType(document, schema, at);
}

function exampleOfType(document: OpenApi, schema: ApiSchema, at: readonly string[]): unknown {
  const [type] = [schema.type ?? "null"].flat();
  if (type === "object") return exampleOfObject(document, schema, at);
  if (type === "array") {
    return at.length > DEEPEST || !schema.items ? [] : [exampleOf(document, schema.items, at)];
  }
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 0, 0);
  if (type === "boolean") return false;
  if (type === "string") return exampleText(schema);
  return null;
}

function exampleOfObject(document: OpenApi, schema: ApiSchema, at: readonly string[]): object {
  if (at.length > DEEPEST) return {};
  const required = new Set(schema.required ?? []);
  const parts = Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name));
  return Object.fromEntries(parts.map(([name, part]) => [name, exampleOf(document, part, [...at, name])]));
}

function exampleText({ format }: ApiSchema): string {
  if (format === "uuid") return EXAMPLE_ID;
  if (format === "date-time") return "2026-11-22T05:00:00.000Z";
  if (format === "date") return "2026-11-22";
  return "text";
}
