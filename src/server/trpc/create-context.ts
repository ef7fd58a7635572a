import { uuidv7 } from "uuidv7";
import { clientAddress } from "#server/auth/client-address.ts";
import { currentPrincipal } from "#server/auth/current-actor.ts";
import { currentScope } from "#server/runtime/request/request-scope.ts";
import type { AppDeps, Context } from "./context.ts";

export async function createContext(
  deps: AppDeps,
  request: { headers: Headers; forgery: string | null },
): Promise<Context> {
  const { headers } = request;
  const address = clientAddress(headers, deps.auth.trustProxy);
  const principal = await currentPrincipal(deps, { headers, address, at: deps.now() });
  return {
    ...principal,
    deps,
    // The one that the answer names, where a route made it.
    requestId: currentScope()?.request?.requestId ?? uuidv7(),
    address,
    userAgent: headers.get("user-agent")?.slice(0, 300) ?? null,
    // A browser never adds a key by itself: only what rides on a cookie can be forged.
    forgery: principal.actor?.kind === "key" ? null : request.forgery,
  };
}
