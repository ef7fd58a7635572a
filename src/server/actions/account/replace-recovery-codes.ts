import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Db } from "#server/store/prisma.ts";
import { hasSecondFactor } from "#server/store/sign-in-store.ts";
import type { Person } from "../caller.ts";
import { renewRecoveryCodes } from "./enrol-second-factor.ts";
import { recordAccountEvent } from "./record-account-event.ts";

/** The old ones are worthless from now on; the new ones are shown once. */
export async function replaceRecoveryCodes(
  deps: { db: Db; now: () => Date },
  person: Person,
): Promise<{ recoveryCodes: string[] }> {
  const at = deps.now();
  const { userId } = person.identity;
  requireFreshProof(person.identity, at);
  return deps.db.$transaction(async (tx) => {
    if (!(await hasSecondFactor(tx, userId))) {
      throw new AppError("conflict", "Switch on two-factor codes or add a passkey first.");
    }
    await recordAccountEvent(tx, person, { action: "two_factor.renew_codes", at });
    return { recoveryCodes: await renewRecoveryCodes(tx, userId) };
  });
}
