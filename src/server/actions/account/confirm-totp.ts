import { countProof, forgiveProof } from "#server/auth/count-proof.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { findTotpStep, openTotp } from "#server/auth/totp.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { KeyRing } from "#server/runtime/key-ring.ts";
import type { Db } from "#server/store/prisma.ts";
import { findTotp, confirmTotp as saveConfirmedTotp, takeTotpStep } from "#server/store/totp-store.ts";
import type { Person } from "../caller.ts";
import { afterEnrolment } from "./enrol-second-factor.ts";
import { recordAccountEvent } from "./record-account-event.ts";

const WRONG = "This code is wrong. Check the clock of your phone, and wait for the next code.";
const OVER = "Two-factor codes are on already, or the set-up began anew elsewhere.";

/** Switches two-factor codes on. The recovery codes are shown once; null when earlier ones still hold. */
export async function confirmTotp(
  deps: { db: Db; keyRing: KeyRing | null; now: () => Date },
  person: Person,
  input: { code: string },
): Promise<{ recoveryCodes: string[] | null }> {
  const at = deps.now();
  const { userId } = person.identity;
  requireFreshProof(person.identity, at);
  await countProof(deps.db, { userId, at });
  const stored = await findTotp(deps.db, userId);
  if (stored === null || stored.confirmedAt !== null) throw new AppError("conflict", OVER);
  const step = findTotpStep(openTotp(deps.keyRing, userId, stored.sealed), input.code, at);
  if (step === null) throw new AppError("invalid", WRONG, { field: "code" });

  const codes = await deps.db.$transaction(async (tx) => {
    const isFirst = await saveConfirmedTotp(tx, { userId, sealed: stored.sealed, at });
    if (!isFirst) throw new AppError("conflict", OVER);
    await takeTotpStep(tx, { userId, step });
    await recordAccountEvent(tx, person, { action: "two_factor.on", at });
    return afterEnrolment(tx, person, at);
  });
  await forgiveProof(deps.db, userId);
  return codes;
}
