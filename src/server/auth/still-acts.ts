import { isKeyAlive } from "#server/store/api-key-store.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Actor } from "./actor.ts";
import { findSignedIn } from "./find-actor.ts";

/** Whether a long answer may go on: same workspace, same tags, and nothing revoked since. */
export async function stillActs(deps: { db: Db; now: () => Date }, actor: Actor): Promise<boolean> {
  const at = deps.now();
  if (actor.kind === "key") return isKeyAlive(deps.db, { keyId: actor.keyId, at });
  const present = (await findSignedIn(deps, { sessionId: actor.sessionId, at }))?.actor;
  if (present?.workspaceId !== actor.workspaceId) return false;
  return present.tags.join("\n") === actor.tags.join("\n");
}
