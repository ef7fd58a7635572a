import { type Actor, hasRole } from "./actor.ts";

/**
 * Whether they see what a check sends and what a job prints, which often hold credentials: whoever may change monitors does.
 * A key with any other scope to write is an editor of something else.
 */
export function maySeeChecks(actor: Actor): boolean {
  return hasRole(actor, "editor") && (actor.kind === "user" || actor.scopes.includes("monitors:write"));
}
