import * as z from "zod";
import { limitBody } from "#server/runtime/limit-body.ts";
import type { RestRoute } from "./find-route.ts";
import { Refusal } from "./problem.ts";

const MOST_BODY_BYTES = 1024 * 1024;
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

export type ReadInput = { input: Record<string, unknown>; body: string };

/** What a procedure takes, from the path and the query or the path and the body. */
export async function readInput(
  request: Request,
  { route, path }: { route: RestRoute; path: Record<string, string> },
): Promise<ReadInput> {
  const { searchParams } = new URL(request.url);
  if (!route.hasBody) return { input: { ...readQuery(searchParams, route), ...path }, body: "" };
  for (const name of searchParams.keys()) throw unknownParameter(name);
  const body = await readBody(request);
  const fields = parseBody(body, route);
  for (const name of route.pathNames) {
    if (Object.hasOwn(fields, name)) {
      const detail = `There is no field ${name}: it is in the address.`;
      throw new Refusal("invalid", `/${name}: ${detail}`, { errors: [{ pointer: `/${name}`, detail }] });
    }
  }
  return { input: { ...fields, ...path }, body };
}

function readQuery(params: URLSearchParams, { shape, pathNames }: RestRoute): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  for (const name of new Set(params.keys())) {
    const schema = Object.hasOwn(shape, name) && !pathNames.has(name) ? shape[name] : undefined;
    if (!schema) throw unknownParameter(name);
    const values = params.getAll(name);
    const inner = unwrap(schema);
    if (inner instanceof z.ZodArray) query[name] = values;
    else if (values.length === 1) query[name] = coerce(inner, values[0] ?? "");
    else throw parameterProblem(name, "It can be given once.");
  }
  return query;
}

/** What cannot be read as what it should be stays text, and the schema says what is wrong. */
function coerce(schema: z.ZodType, text: string): unknown {
  if (schema instanceof z.ZodNumber) return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
  if (schema instanceof z.ZodBoolean) return text === "true" ? true : text === "false" ? false : text;
  return text;
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}

async function readBody(request: Request): Promise<string> {
  const limited = await limitBody(request, MOST_BODY_BYTES);
  if (limited instanceof Response) {
    const headers = { connection: "close" };
    throw new Refusal("too_large", `${MOST_BODY_BYTES / 1024} KB at most.`, { headers });
  }
  const bytes = new Uint8Array(await limited.arrayBuffer());
  if (bytes.length === 0) return "";
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
    throw new Refusal("unsupported_media_type", "Send the body with Content-Type: application/json.", {
      headers: { accept: "application/json" },
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Which byte it was is of no use to whoever sent it.
    throw new Refusal("malformed", "The body is not UTF-8.");
  }
}

/** A body that may be left out altogether: every field of it is optional, or there is none. */
function parseBody(body: string, { shape, pathNames }: RestRoute): Record<string, unknown> {
  if (body === "") {
    const isOptional = Object.entries(shape).every(
      ([name, schema]) => pathNames.has(name) || schema.safeParse(undefined).success,
    );
    if (isOptional) return {};
    throw new Refusal("malformed", "A body is needed, a JSON object.");
  }
  const value = parseJson(body);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new Refusal("malformed", "The body must be a JSON object.");
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's own sentence quotes the body.
    throw new Refusal("malformed", "The body is not valid JSON.");
  }
}

function unknownParameter(name: string): Refusal {
  return parameterProblem(name, `There is no parameter ${name}.`);
}

function parameterProblem(parameter: string, detail: string): Refusal {
  return new Refusal("invalid", `${parameter}: ${detail}`, { errors: [{ parameter, detail }] });
}
