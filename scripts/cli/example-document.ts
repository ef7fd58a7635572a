import { configSchema, type JsonSchema } from "#contracts/config-schema.ts";

/** A document to begin with; `url` is that of the Uptick that serves the schema. */
export function exampleYaml(url = "https://uptick.example.com"): string {
  return `# yaml-language-server: $schema=${url.replace(/\/+$/, "")}/schema/uptick-config.json
version: 1
channels:
  - key: ops
    kind: email
    name: Operations
    config:
      to: [ops@example.com]
monitors:
  - key: shop
    name: Shop
    check:
      kind: http
      url: https://example.com/
    intervalSec: 60
    tags: [shop]
    channels: [ops]
`;
}

export const TYPESCRIPT_EXAMPLE = `import { defineConfig } from "uptick/config";

export default defineConfig({
  version: 1,
  channels: [{ key: "ops", kind: "email", name: "Operations", config: { to: ["ops@example.com"] } }],
  monitors: ["https://example.com/", "https://example.com/health"].map((url, index) => ({
    key: \`shop-\${index + 1}\`,
    name: url,
    check: { kind: "http", url },
    channels: ["ops"],
  })),
});
`;

/** The types of \`uptick/config\`, made of the schema. */
export function typesText(): string {
  return `// Made by \`uptick init --typescript\`.
declare module "uptick/config" {
  export type UptickConfig = ${typeOf(configSchema(), 1)};
  export function defineConfig(document: UptickConfig): UptickConfig;
}
`;
}

function typeOf(schema: JsonSchema, depth: number): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches) return [...new Set(branches.map((branch) => typeOf(branch, depth)))].join(" | ");
  if (schema.type === "array") return `(${typeOf(schema.items ?? {}, depth)})[]`;
  if (schema.type === "object") return objectType(schema, depth);
  if (schema.type === "integer") return "number";
  return schema.type ?? "unknown";
}

function objectType({ properties, required = [], ...schema }: JsonSchema, depth: number): string {
  const others = schema.additionalProperties as JsonSchema | false | undefined;
  if (properties === undefined) return `Record<string, ${typeOf(others || {}, depth)}>`;
  const indent = "  ".repeat(depth);
  const fields = Object.entries(properties).map(([name, own]) => {
    const mark = required.includes(name) ? "" : "?";
    const field = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : JSON.stringify(name);
    return `${indent}  ${field}${mark}: ${typeOf(own, depth + 1)};`;
  });
  return `{\n${fields.join("\n")}\n${indent}}`;
}
