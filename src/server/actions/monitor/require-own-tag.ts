import { AppError } from "#server/runtime/app-error.ts";
import { hasTagInScope } from "#server/store/monitor-scope.ts";
import type { Caller } from "../caller.ts";

/** Whoever is held to tags neither makes a monitor that they could not see nor loses sight of one. */
export function requireOwnTag({ actor }: Caller, tags: readonly string[]): void {
  if (hasTagInScope(actor, tags)) return;
  const own = actor.tags.join(", ");
  const which = actor.tags.length === 1 ? `the tag ${own}` : `at least one of the tags ${own}`;
  throw new AppError("invalid", `You see only monitors with your tags: give this one ${which}.`, {
    field: "tags",
  });
}
