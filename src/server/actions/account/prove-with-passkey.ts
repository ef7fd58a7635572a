import type { PasskeyAssertion } from "#contracts/passkey.ts";
import { countProof, forgiveProof } from "#server/auth/count-proof.ts";
import type { AuthSettings } from "#server/auth/current-actor.ts";
import { verifyAssertion } from "#server/auth/verify-passkey.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";
import { markProven } from "./mark-proven.ts";

export async function proveWithPasskey(
  deps: { db: Db; auth: AuthSettings; now: () => Date },
  person: Person,
  assertion: PasskeyAssertion,
): Promise<{ ok: true }> {
  const at = deps.now();
  const { userId } = person.identity;
  await countProof(deps.db, { userId, at });
  const proof = await verifyAssertion(deps, { purpose: "proof", userId, assertion });
  if (proof === null) throw new AppError("invalid", "This passkey was not accepted. Try again.");
  await forgiveProof(deps.db, userId);
  return markProven(deps, person, { by: "passkey", at });
}
