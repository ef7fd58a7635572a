import type { Db } from "#server/store/prisma.ts";
import { proveSession } from "#server/store/session-store.ts";
import type { Person } from "../caller.ts";
import { recordAccountEvent } from "./record-account-event.ts";

/** This browser, and no other one of the same person, may do for a while what is dangerous. */
export async function markProven(
  deps: { db: Db },
  person: Person,
  proof: { by: "password" | "totp" | "passkey"; at: Date },
): Promise<{ ok: true }> {
  const { userId, sessionId } = person.identity;
  await deps.db.$transaction(async (tx) => {
    await proveSession(tx, { sessionId, userId, at: proof.at });
    const detail = { by: proof.by };
    await recordAccountEvent(tx, person, {
      action: "session.prove",
      subject: sessionId,
      at: proof.at,
      detail,
    });
  });
  return { ok: true };
}
