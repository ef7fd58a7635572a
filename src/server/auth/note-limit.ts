import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { countUp } from "#server/store/rate-limit-store.ts";
import type { Actor } from "./actor.ts";
import type { Denied } from "./note-denial.ts";

const WINDOW_MS = 3_600_000;

/** The first, the tenth, the hundredth call in an hour that a limit refused is in the audit log. It never rejects. */
export async function noteLimit(
  { deps, actor, address, userAgent }: Denied,
  limit: { policy: string; path: string },
): Promise<void> {
  if (actor === null) return;
  const at = deps.now();
  try {
    const { count } = await countUp(deps.db, { key: `limited:${keyOf(actor)}`, windowMs: WINDOW_MS, at });
    if (!/^10*$/.test(String(count))) return;
    await insertAuditEntry(deps.db, {
      workspaceId: actor.workspaceId,
      userId: actor.kind === "user" ? actor.userId : null,
      apiKeyId: actor.kind === "key" ? actor.keyId : null,
      actor: actor.label,
      action: "access.limited",
      subject: limit.path,
      detail: { limit: limit.policy, timesInAnHour: count },
      address,
      userAgent,
      at,
    });
  } catch (error) {
    deps.log.error({ err: error, path: limit.path }, "a call over a limit could not be noted");
  }
}

function keyOf(actor: Actor): string {
  return actor.kind === "user" ? `${actor.workspaceId}:${actor.userId}` : actor.keyId;
}
