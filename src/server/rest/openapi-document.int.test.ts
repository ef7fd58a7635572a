import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { ApiScope } from "#contracts/api-key.ts";
import { REST_ROUTES } from "./find-route.ts";
import { openApiDocument } from "./openapi-document.ts";

const document = openApiDocument("https://uptick.example");

test("is OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(document.openapi).toBe("3.1.0");
});

test("has every endpoint, with a sentence, a tag, and scopes that there are", () => {
  expect(REST_ROUTES.length).toBeGreaterThan(60);
  for (const { method, path, name, rules, summary, tag } of REST_ROUTES) {
    const operation = document.paths[path]?.[method.toLowerCase()];
    expect(operation, name).toMatchObject({ summary, tags: [tag] });
    expect(summary, name).toMatch(/^[A-Z]/);
    for (const scope of rules.scopes) expect(ApiScope.options, name).toContain(scope);
  }
});

test("refers to nothing that is not there", () => {
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name = ""]) => name,
  );
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining([...new Set(names)]));
});

type Json = { [key: string]: unknown };

/** What a program may rely on: addresses, parameters, fields of requests, and fields of answers. */
function promise(): Record<string, string[]> {
  const promised: Record<string, string[]> = {};
  for (const { method, path, rules } of REST_ROUTES) {
    const operation = document.paths[path]?.[method.toLowerCase()] as Json;
    const parameters = (operation.parameters ?? []) as { in: string; name: string; required?: boolean }[];
    const [success = ""] = Object.keys(operation.responses as Json).filter((code) => code.startsWith("2"));
    promised[`${method} ${path}`] = [
      `scopes: ${rules.scopes.join(", ")}`,
      ...parameters.map((one) => `${one.in} ${one.name}${one.required ? " required" : ""}`),
      ...fieldsOf(bodyOf(operation.requestBody)).map((field) => `body ${field}`),
      ...fieldsOf(bodyOf((operation.responses as Json)[success])).map((field) => `${success} ${field}`),
    ];
  }
  return promised;
}

function bodyOf(part: unknown): Json {
  const content = (part as { content?: { "application/json"?: { schema: Json } } } | undefined)?.content;
  return content?.["application/json"]?.schema ?? {};
}

/** Dotted, three levels deep, with types. */
function fieldsOf(given: Json, prefix = "", depth = 0): string[] {
  const schema = resolve(given);
  const options = (schema.oneOf ?? schema.anyOf) as Json[] | undefined;
  if (options) return options.flatMap((option) => fieldsOf(option, prefix, depth));
  if (schema.items) return fieldsOf(schema.items as Json, `${prefix}[]`, depth);
  const required = new Set((schema.required ?? []) as string[]);
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  return fields.flatMap(([name, field]) => {
    const place = prefix === "" ? name : `${prefix}.${name}`;
    const line = `${place}: ${typeOf(field)}${required.has(name) ? "" : "?"}`;
    return [line, ...(depth < 2 ? fieldsOf(field, place, depth + 1) : [])];
  });
}

function resolve(schema: Json): Json {
  const name = typeof schema.$ref === "string" ? (schema.$ref.split("/").at(-1) ?? "") : null;
  return name === null ? schema : resolve(document.components.schemas[name] ?? {});
}

function typeOf(schema: Json): string {
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "";
  if ("const" in schema) return JSON.stringify(schema.const);
  const options = (schema.oneOf ?? schema.anyOf) as Json[] | undefined;
  if (options) return [...new Set(options.map(typeOf))].join("|");
  return [schema.type ?? "any"].flat().join("|");
}

// A line that goes or changes breaks somebody's program: it takes v2. Lines that come are fine: npx vitest -u.
test("keeps what v1 promises", async () => {
  const endpoints = Object.entries(promise()).map(([name, lines]) => [name, ...lines].join("\n  "));
  await expect(`${endpoints.join("\n\n")}\n`).toMatchFileSnapshot("rest-v1-promise.txt");
});
