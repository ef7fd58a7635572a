import type { Db } from "#server/store/prisma.ts";
import { revokeSessions } from "#server/store/session-store.ts";
import { recordAccountEvent } from "../account/record-account-event.ts";
import type { Person } from "../caller.ts";

/** Every browser but this one is signed out at its next call. */
export async function endOtherSessions(
  deps: { db: Db; now: () => Date },
  person: Person,
): Promise<{ ended: number }> {
  const at = deps.now();
  const { userId, sessionId } = person.identity;
  return deps.db.$transaction(async (tx) => {
    const ended = await revokeSessions(tx, { userId, except: sessionId, at });
    const detail = { ended };
    if (ended > 0) await recordAccountEvent(tx, person, { action: "session.revoke_others", at, detail });
    return { ended };
  });
}
