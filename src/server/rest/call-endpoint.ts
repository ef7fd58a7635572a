import type { KeyActor } from "#server/auth/actor.ts";
import { readApiKey } from "#server/auth/find-key-actor.ts";
import type { AppDeps, Context } from "#server/trpc/context.ts";
import { createContext } from "#server/trpc/create-context.ts";
import type { RestRoute } from "./find-route.ts";
import { Refusal } from "./problem.ts";
import { createRestCaller, createScreenCaller } from "./rest-endpoint.ts";
import { restV1Router } from "./v1/rest-v1-router.ts";

const createCaller = createRestCaller(restV1Router);
type Procedure = (input: unknown) => Promise<unknown>;

/** A session counts for nothing in the API, and so nothing can be forged. */
export function createApiContext(deps: AppDeps, request: Request): Promise<Context> {
  const headers = new Headers(request.headers);
  headers.delete("cookie");
  return createContext(deps, { headers, forgery: null });
}

export function requireKey(context: Context, request: Request): KeyActor {
  if (context.actor?.kind === "key") return context.actor;
  const hasKey = readApiKey(request.headers) !== null;
  const [detail, challenge] = hasKey
    ? ["This API key is unknown, expired or revoked.", 'Bearer error="invalid_token"']
    : ["Send an API key as Authorization: Bearer uptick_….", "Bearer"];
  throw new Refusal("unauthenticated", detail, { headers: { "www-authenticate": challenge } });
}

/** Calls a procedure of REST v1 as whoever the context is of. */
export async function callEndpoint(
  context: Context,
  { route, input, ifMatch = null }: { route: RestRoute; input: unknown; ifMatch?: string | null },
): Promise<unknown> {
  const caller = createCaller({ api: createScreenCaller(context), now: context.deps.now, ifMatch });
  const [group = "", verb = ""] = route.name.split(".");
  const procedure = (caller as unknown as Record<string, Record<string, Procedure>>)[group]?.[verb];
  if (!procedure) throw new Error(`There is no procedure ${route.name}.`);
  return procedure(Object.keys(route.shape).length === 0 ? undefined : input);
}
