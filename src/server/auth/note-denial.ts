import type { Logger } from "#server/runtime/log.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { countUp } from "#server/store/rate-limit-store.ts";
import type { Actor } from "./actor.ts";

export type Denied = {
  deps: { db: Db; log: Logger; now: () => Date };
  actor: Actor | null;
  address: string;
  userAgent: string | null;
};

const WINDOW_MS = 3_600_000;

/**
 * Every call that somebody of the workspace had no right to is counted; the first, the tenth, the hundredth in an hour
 * are in the audit log, so that nobody can fill it.
 */
export async function noteDenial(call: Denied, denial: { path: string; reason: string }): Promise<void> {
  const { deps, actor, address, userAgent } = call;
  if (actor === null) return;
  const at = deps.now();
  const [userId, apiKeyId] = actor.kind === "user" ? [actor.userId, null] : [null, actor.keyId];
  try {
    const key = `denied:${actor.workspaceId}:${userId ?? apiKeyId}`;
    const { count } = await countUp(deps.db, { key, windowMs: WINDOW_MS, at });
    if (!isPowerOfTen(count)) return;
    await insertAuditEntry(deps.db, {
      workspaceId: actor.workspaceId,
      userId,
      apiKeyId,
      actor: actor.label,
      action: "access.denied",
      subject: denial.path,
      detail: { reason: denial.reason, timesInAnHour: count },
      address,
      userAgent,
      at,
    });
  } catch (error) {
    // The refusal itself must reach the caller.
    deps.log.error({ err: error, path: denial.path }, "a refusal could not be counted");
  }
}

function isPowerOfTen(count: number): boolean {
  return /^10*$/.test(String(count));
}
