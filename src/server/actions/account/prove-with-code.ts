import { countProof, forgiveProof } from "#server/auth/count-proof.ts";
import { takeTotpCode } from "#server/auth/totp.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { KeyRing } from "#server/runtime/key-ring.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";
import { markProven } from "./mark-proven.ts";

export async function proveWithCode(
  deps: { db: Db; keyRing: KeyRing | null; now: () => Date },
  person: Person,
  input: { code: string },
): Promise<{ ok: true }> {
  const at = deps.now();
  const { userId } = person.identity;
  await countProof(deps.db, { userId, at });
  if (!(await takeTotpCode(deps, { userId, code: input.code, at }))) {
    throw new AppError("invalid", "This code is wrong or was used already. Wait for the next one.", {
      field: "code",
    });
  }
  await forgiveProof(deps.db, userId);
  return markProven(deps, person, { by: "totp", at });
}
