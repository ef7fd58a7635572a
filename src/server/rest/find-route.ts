import type { AnyProcedure } from "@trpc/server";
import * as z from "zod";
import type { RestMeta, RestRules } from "./rest-endpoint.ts";
import { restV1Router } from "./v1/rest-v1-router.ts";

export type RestRoute = {
  /** Of the procedure, such as `monitors.get`. */
  name: string;
  method: string;
  /** Such as /monitors/{id}. */
  path: string;
  tag: string;
  summary: string;
  rules: RestRules;
  /** What comes with the path and the query, or with the path and the body. */
  shape: Record<string, z.ZodType>;
  pathNames: ReadonlySet<string>;
  output: z.ZodType;
  hasBody: boolean;
};

export type FoundRoute =
  | { kind: "found"; route: RestRoute; path: Record<string, string> }
  | { kind: "other_method"; allowed: string[] }
  | { kind: "nothing" };

export const REST_ROUTES: readonly RestRoute[] = Object.entries(
  restV1Router._def.procedures as unknown as Record<string, AnyProcedure>,
).map(([name, procedure]) => routeOf(name, procedure));

/** By the name of its procedure. */
export function getRoute(name: string): RestRoute {
  const route = REST_ROUTES.find((one) => one.name === name);
  if (!route) throw new Error(`There is no endpoint ${name}.`);
  return route;
}

/** `path` is what stands behind /api/v1, as it was sent. HEAD asks for what GET answers. */
export function findRoute(method: string, path: string): FoundRoute {
  const matches = REST_ROUTES.flatMap((route) => {
    const values = matchPath(route.path, path);
    return values === null ? [] : [{ route, values }];
  });
  // A word that is written out is nearer than a parameter: /maintenance/start is no id.
  const fixed = matches.filter(({ route }) => route.pathNames.size === 0);
  const nearest = fixed.length > 0 ? fixed : matches;
  if (nearest.length === 0) return { kind: "nothing" };
  const asked = method === "HEAD" ? "GET" : method;
  const found = nearest.find(({ route }) => route.method === asked);
  if (found) return { kind: "found", route: found.route, path: found.values };
  const methods = nearest.map(({ route }) => route.method);
  const allowed = [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])];
  return { kind: "other_method", allowed };
}

type Definition = { meta: RestMeta; inputs: z.ZodType[]; output: z.ZodType };

function routeOf(name: string, procedure: AnyProcedure): RestRoute {
  const { meta, inputs, output } = procedure._def as unknown as Definition;
  const { openapi, rest: rules } = meta;
  if (!openapi || !rules) throw new Error(`${name} is no endpoint.`);
  const { method, path, summary = "", tags: [tag = ""] = [] } = openapi;
  const [input] = inputs;
  return {
    name,
    method,
    path,
    tag,
    summary,
    rules,
    shape: input instanceof z.ZodObject ? input.shape : {},
    pathNames: new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => key)),
    output,
    hasBody: method !== "GET" && method !== "DELETE",
  };
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const text = decode(given[at] ?? "");
    if (text === null) return null;
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== text) return null;
    if (name !== undefined) values[name] = text;
  }
  return values;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    // Not UTF-8 in percents: no address of ours.
    return null;
  }
}
