import type { ApiScope } from "#contracts/api-key.ts";

/** The first part of a procedure's path → what a key needs to change something there. Others are closed to keys. */
const WRITE_SCOPE: Readonly<Record<string, ApiScope>> = {
  monitor: "monitors:write",
  backtest: "monitors:write",
  heartbeat: "monitors:write",
  secret: "monitors:write",
  objective: "monitors:write",
  /** Each kind of entry asks for its own besides: actions/config/require-scopes.ts. */
  config: "monitors:write",
  imported: "monitors:write",
  incident: "incidents:write",
  maintenance: "maintenance:write",
  channel: "channels:write",
  delivery: "channels:write",
  escalation: "channels:write",
  onCall: "channels:write",
  statusPage: "status_pages:write",
  statusPost: "status_pages:write",
  statusTemplate: "status_pages:write",
  statusSubscriber: "status_pages:write",
};
const READABLE: readonly string[] = [...Object.keys(WRITE_SCOPE), "live", "region", "system", "workspace"];

/** Mutations in form only: their input is too long for an address. */
const READING_MUTATIONS: readonly string[] = ["config.plan"];

/** Why the scopes do not allow the call, as a sentence; null when they do. */
export function missingScope(
  scopes: readonly ApiScope[],
  call: { path: string; type: string },
): string | null {
  const group = call.path.split(".")[0] ?? "";
  const writes = call.type === "mutation" && !READING_MUTATIONS.includes(call.path);
  const needed = writes ? WRITE_SCOPE[group] : READABLE.includes(group) ? "read" : undefined;
  if (needed === undefined) return "This is for people: no API key may do it.";
  return scopes.includes(needed) ? null : `This API key lacks the scope ${needed}.`;
}
