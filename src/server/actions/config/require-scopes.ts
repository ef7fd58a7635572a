import type { ApiScope } from "#contracts/api-key.ts";
import type { ConfigKind } from "#contracts/config-plan.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Caller } from "../caller.ts";

const SCOPE_OF: Record<ConfigKind, ApiScope> = {
  secret: "monitors:write",
  channel: "channels:write",
  onCall: "channels:write",
  escalation: "channels:write",
  monitor: "monitors:write",
  maintenance: "maintenance:write",
  objective: "monitors:write",
  statusPage: "status_pages:write",
  workspace: "monitors:write",
};

/** A key changes by a document what it may change by itself, and nothing else. */
export function requireScopes({ actor }: Caller, kinds: Iterable<ConfigKind>): void {
  if (actor.kind !== "key") return;
  const missing = new Set([...kinds].map((kind) => SCOPE_OF[kind]));
  for (const scope of actor.scopes) missing.delete(scope);
  if (missing.size === 0) return;
  throw new AppError("forbidden", `For this document the API key lacks ${[...missing].sort().join(", ")}.`);
}
