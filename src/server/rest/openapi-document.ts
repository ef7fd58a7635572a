import { generateOpenApiDocument } from "trpc-to-openapi";
import * as z from "zod";
import { RestProblem } from "#contracts/rest/rest-system.ts";
import { REST_ROUTES, type RestRoute } from "./find-route.ts";
import { REST_BASE } from "./handle-rest.ts";
import { restV1Router } from "./v1/rest-v1-router.ts";

type Json = { [key: string]: unknown };
type Operation = Json & { parameters?: Json[]; responses: Record<string, Json> };
export type OpenApiDocument = Json & {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
};

const DESCRIPTION = `Everything that a program does with Uptick: monitors, incidents, maintenance, channels, status pages, reports.

Every request carries an API key as \`Authorization: Bearer uptick_…\`; sessions of browsers are not accepted. Times are ISO 8601 in
UTC, durations have their unit in the name, and ids are UUIDs. Lists are \`{ data, nextCursor }\`. Refusals are problem details
(RFC 9457). A POST may carry an \`Idempotency-Key\`, under which it is done once in 24 hours.`;

let document: OpenApiDocument | undefined;

/** OpenAPI 3.1 of REST v1, made of its procedures. */
export function openApiDocument(appUrl: string): OpenApiDocument {
  document ??= build();
  return { ...document, servers: [{ url: `${appUrl}${REST_BASE}` }] };
}

function build(): OpenApiDocument {
  const generated = generateOpenApiDocument(restV1Router, {
    title: "Uptick",
    description: DESCRIPTION,
    version: "1.0.0",
    baseUrl: REST_BASE,
    tags: [...new Set(REST_ROUTES.map(({ tag }) => tag))],
    securitySchemes: {
      apiKey: { type: "http", scheme: "bearer", description: "An API key of a workspace." },
    },
  }) as unknown as OpenApiDocument;
  const { schemas } = generated.components;
  for (const name of Object.keys(schemas)) if (name.startsWith("error.")) delete schemas[name];
  const { $schema: _dialect, ...problem } = z.toJSONSchema(RestProblem, { io: "output" });
  schemas.Problem = problem;
  for (const route of REST_ROUTES) finish(generated.paths[route.path]?.[route.method.toLowerCase()], route);
  openAnswers(generated);
  return generated;
}

/** What the generator does not know: other successes than 200, headers, and problems instead of tRPC's errors. */
function finish(operation: Operation | undefined, route: RestRoute): void {
  if (!operation) throw new Error(`The document lacks ${route.method} ${route.path}.`);
  const { status = 200, scopes, location, takesIfMatch } = route.rules;
  const { "200": success } = operation.responses;
  const headers: Json = { "X-Request-Id": header("The number of the request.") };
  if (location) headers.Location = header("Where it is.");
  if (route.name === "monitors.get") headers.ETag = header("The weak tag of `config`.");
  if (isPaged(success)) headers.Link = header('The next page, `rel="next"` (RFC 8288).');
  if (route.method === "POST") headers["Idempotency-Replayed"] = header("`true`: an answer that was kept.");
  operation.responses = {
    [String(status)]: { ...success, description: "Done.", headers },
    ...Object.fromEntries(problemsOf(route).map((code) => [String(code), PROBLEM])),
  };
  operation["x-uptick-scopes"] = scopes;
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...(route.method === "POST" ? [IDEMPOTENCY_KEY] : []),
    ...(takesIfMatch ? [IF_MATCH] : []),
  ];
  const body = operation.requestBody as Json | undefined;
  if (body) body.required = !everythingOptional(route);
}

function problemsOf({ method, pathNames, hasBody, shape, rules }: RestRoute): number[] {
  const hasInput = Object.keys(shape).length > 0;
  return [
    400,
    401,
    403,
    ...(pathNames.size > 0 || hasInput ? [404] : []),
    406,
    ...(method === "GET" ? [] : [409]),
    ...(rules.takesIfMatch ? [412] : []),
    ...(hasBody ? [413, 415] : []),
    422,
    429,
    500,
    503,
  ];
}

function everythingOptional({ shape, pathNames }: RestRoute): boolean {
  return Object.entries(shape).every(
    ([name, schema]) => pathNames.has(name) || schema.safeParse(undefined).success,
  );
}

const PROBLEM: Json = {
  description: "A problem.",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};
const IDEMPOTENCY_KEY: Json = {
  in: "header",
  name: "Idempotency-Key",
  description: "Sent again with the same body, the request is not done again: the first answer comes again.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};
const IF_MATCH: Json = {
  in: "header",
  name: "If-Match",
  description: "`revision` of the monitor as you read it: 412 if its configuration has changed since.",
  schema: { type: "string" },
};

function header(description: string): Json {
  return { description, schema: { type: "string" } };
}

function isPaged(success: Json | undefined): boolean {
  return JSON.stringify(success ?? {}).includes('"nextCursor"');
}

/** Answers may gain members within v1: whoever reads them must not stumble over one. */
function openAnswers(generated: OpenApiDocument): void {
  const seen = new Set<string>();
  for (const path of Object.values(generated.paths)) {
    for (const { responses } of Object.values(path)) open(responses, { generated, seen });
  }
}

function open(value: unknown, world: { generated: OpenApiDocument; seen: Set<string> }): void {
  if (typeof value !== "object" || value === null) return;
  const node = value as Json;
  if (node.additionalProperties === false) delete node.additionalProperties;
  const name = typeof node.$ref === "string" ? node.$ref.split("/").at(-1) : undefined;
  if (name !== undefined && !world.seen.has(name) && !isAlsoInput(name, world.generated)) {
    world.seen.add(name);
    open(world.generated.components.schemas[name], world);
  }
  for (const part of Object.values(node)) open(part, world);
}

function isAlsoInput(name: string, { paths }: OpenApiDocument): boolean {
  const reference = `"#/components/schemas/${name}"`;
  return Object.values(paths).some((path) =>
    Object.values(path).some(({ requestBody }) => JSON.stringify(requestBody ?? {}).includes(reference)),
  );
}
