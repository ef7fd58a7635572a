import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Db } from "#server/store/prisma.ts";
import { removeTotp as removeStoredTotp } from "#server/store/totp-store.ts";
import type { Person } from "../caller.ts";
import { afterRemoval } from "./enrol-second-factor.ts";
import { recordAccountEvent } from "./record-account-event.ts";

export async function removeTotp(deps: { db: Db; now: () => Date }, person: Person): Promise<{ ok: true }> {
  const at = deps.now();
  requireFreshProof(person.identity, at);
  await deps.db.$transaction(async (tx) => {
    const removed = await removeStoredTotp(tx, person.identity.userId);
    if (!removed) throw new AppError("conflict", "Two-factor codes are off already.");
    await recordAccountEvent(tx, person, { action: "two_factor.off", at });
    await afterRemoval(tx, person, at);
  });
  return { ok: true };
}
