import type { AppDeps, Context } from "#server/trpc/context.ts";
import { answerOnce } from "./answer-once.ts";
import { callEndpoint, createApiContext, requireKey } from "./call-endpoint.ts";
import { findRoute, type RestRoute } from "./find-route.ts";
import { problemResponse, Refusal, refusalOf } from "./problem.ts";
import { readInput } from "./read-input.ts";

export const REST_BASE = "/api/v1";

type Asked = { request: Request; context: Context; route: RestRoute; path: Record<string, string> };

/** Any request below /api/v1. It never rejects. */
export async function handleRest(deps: AppDeps, request: Request): Promise<Response> {
  let context: Context | null = null;
  let route: RestRoute | null = null;
  let response: Response;
  try {
    context = await createApiContext(deps, request);
    const { pathname } = new URL(request.url);
    const found = findRoute(request.method, pathname.slice(REST_BASE.length));
    if (found.kind === "nothing") throw new Refusal("not_found", "There is no such address in this API.");
    if (found.kind === "other_method") response = answerOtherMethod(request.method, found.allowed);
    else {
      route = found.route;
      response = await answer({ request, context, ...found });
    }
  } catch (error) {
    response = refuse(deps, { error, context, route });
  }
  response.headers.set("cache-control", "private, no-store");
  if (context) response.headers.set("x-request-id", context.requestId);
  if (request.method !== "HEAD") return response;
  return new Response(null, { status: response.status, headers: response.headers });
}

function answerOtherMethod(method: string, allowed: string[]): Response {
  const headers = { allow: allowed.join(", ") };
  if (method === "OPTIONS") return new Response(null, { status: 204, headers });
  throw new Refusal("method_not_allowed", `It takes ${allowed.join(", ")}.`, { headers });
}

async function answer({ request, context, route, path }: Asked): Promise<Response> {
  requireJsonAccepted(request.headers.get("accept"));
  const actor = requireKey(context, request);
  const { input, body } = await readInput(request, { route, path });
  const url = new URL(request.url);
  const { status, answer, location, isReplay } = await answerOnce(
    context.deps,
    {
      apiKeyId: actor.keyId,
      workspaceId: actor.workspaceId,
      key: request.method === "POST" ? request.headers.get("idempotency-key") : null,
      asked: [request.method, url.pathname, body],
    },
    () => call({ request, context, route, path }, input),
  );
  const headers = new Headers({ "content-type": "application/json" });
  if (location !== null) headers.set("location", location);
  if (isReplay) headers.set("idempotency-replayed", "true");
  addPageLink(headers, { url, answer });
  addRevision(headers, answer, route);
  return new Response(answer, { status, headers });
}

async function call({ request, context, route }: Asked, input: Record<string, unknown>) {
  const data = await callEndpoint(context, { route, input, ifMatch: readIfMatch(request, route) });
  const { status = 200, location = null } = route.rules;
  return {
    status,
    answer: JSON.stringify(data),
    location: location && `${REST_BASE}${location.replace("{id}", String((data as { id?: unknown }).id))}`,
  };
}

const JSON_ACCEPTED = /^(\*\/\*|application\/(\*|json|problem\+json))$/;

function requireJsonAccepted(accept: string | null): void {
  if (accept === null || accept.trim() === "") return;
  const accepted = accept.split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    return JSON_ACCEPTED.test(type) && !parameters.some((part) => /^q=0(\.0*)?$/.test(part));
  });
  if (!accepted) throw new Refusal("not_acceptable", "This API answers application/json.");
}

function readIfMatch(request: Request, { rules }: RestRoute): string | null {
  const given = request.headers.get("if-match");
  if (given === null || !rules.takesIfMatch) return null;
  return given.trim().replace(/^"(.*)"$/, "$1");
}

function addPageLink(headers: Headers, { url, answer }: { url: URL; answer: string }): void {
  const { nextCursor } = JSON.parse(answer) as { nextCursor?: unknown };
  if (typeof nextCursor !== "string") return;
  const next = new URL(url);
  next.searchParams.set("cursor", nextCursor);
  headers.set("link", `<${next.pathname}${next.search}>; rel="next"`);
}

function addRevision(headers: Headers, answer: string, { name }: RestRoute): void {
  if (name !== "monitors.get") return;
  const { revision } = JSON.parse(answer) as { revision: string };
  // Weak: the verdict beside the configuration changes without it.
  headers.set("etag", `W/"${revision}"`);
}

function refuse(
  deps: AppDeps,
  { error, context, route }: { error: unknown; context: Context | null; route: RestRoute | null },
): Response {
  const names = Object.keys(route?.shape ?? {});
  const isParameter = (name: string) => route !== null && (!route.hasBody || route.pathNames.has(name));
  const refusal = context
    ? refusalOf(error, {
        parameters: new Set(names.filter(isParameter)),
        fields: new Set(names.filter((name) => !isParameter(name))),
      })
    : new Refusal("unavailable", "Try again in a moment.", { headers: { "retry-after": "30" } });
  const requestId = context?.requestId ?? crypto.randomUUID();
  if (refusal.code === "internal" || !context) {
    deps.log.error({ err: error, requestId, path: route?.name ?? null }, "a REST request failed");
  }
  return problemResponse(refusal, { appUrl: deps.auth.appUrl, requestId });
}
