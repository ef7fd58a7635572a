import { uuidv7 } from "uuidv7";
import { clientAddress } from "#server/auth/client-address.ts";
import { currentActor } from "#server/auth/current-actor.ts";
import type { AppDeps, Context } from "./context.ts";

export async function createContext(
  deps: AppDeps,
  request: { headers: Headers; forgery: string | null },
): Promise<Context> {
  return {
    deps,
    requestId: uuidv7(),
    address: clientAddress(request.headers, deps.auth.trustProxy),
    actor: await currentActor(deps, { headers: request.headers, at: deps.now() }),
    forgery: request.forgery,
  };
}
