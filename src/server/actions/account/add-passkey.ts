import type { PasskeyRegistration } from "#contracts/passkey.ts";
import type { AuthSettings } from "#server/auth/current-actor.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { verifyRegistration } from "#server/auth/verify-passkey.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { insertPasskey, listPasskeys } from "#server/store/passkey-store.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";
import { afterEnrolment } from "./enrol-second-factor.ts";
import { recordAccountEvent } from "./record-account-event.ts";

const MOST = 20;

/** The first one makes the account ask for a second factor: other browsers are signed out, recovery codes are shown once. */
export async function addPasskey(
  deps: { db: Db; auth: AuthSettings; now: () => Date },
  person: Person,
  input: { name: string; registration: PasskeyRegistration },
): Promise<{ id: string; recoveryCodes: string[] | null }> {
  const at = deps.now();
  const { userId } = person.identity;
  requireFreshProof(person.identity, at);
  const passkey = await verifyRegistration(deps, { userId, registration: input.registration });
  if (passkey === null) throw new AppError("invalid", "This passkey was not accepted. Try again.");

  return deps.db.$transaction(async (tx) => {
    if ((await listPasskeys(tx, userId)).length >= MOST) {
      throw new AppError("limit_reached", `An account has ${MOST} passkeys at most. Remove one first.`);
    }
    const isNew = await insertPasskey(tx, { ...passkey, userId, name: input.name, createdAt: at });
    if (!isNew) throw new AppError("conflict", "This passkey is registered already.");
    const detail = { name: input.name };
    await recordAccountEvent(tx, person, { action: "passkey.add", subject: passkey.id, at, detail });
    const { recoveryCodes } = await afterEnrolment(tx, person, at);
    return { id: passkey.id, recoveryCodes };
  });
}
