import { countProof, forgiveProof } from "#server/auth/count-proof.ts";
import { MAX_PASSWORD_LENGTH, verifyPassword } from "#server/auth/password.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { getAccount } from "#server/store/account-store.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";
import { markProven } from "./mark-proven.ts";

export async function proveWithPassword(
  deps: { db: Db; now: () => Date },
  person: Person,
  input: { password: string },
): Promise<{ ok: true }> {
  const at = deps.now();
  const { userId } = person.identity;
  await countProof(deps.db, { userId, at });
  const { passwordHash } = await getAccount(deps.db, userId);
  const matches = await verifyPassword(passwordHash, input.password.slice(0, MAX_PASSWORD_LENGTH + 1));
  if (!matches) throw new AppError("invalid", "This is not your password.", { field: "password" });
  await forgiveProof(deps.db, userId);
  return markProven(deps, person, { by: "password", at });
}
