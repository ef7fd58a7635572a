import { getAccount } from "#server/store/account-store.ts";
import { listPasskeys } from "#server/store/passkey-store.ts";
import type { Db } from "#server/store/prisma.ts";

export type ProofWay = "passkey" | "password" | "totp";

/** How a person can prove who they are without signing in again; empty for one who only has links and providers. */
export async function listProofWays(deps: { db: Db }, userId: string): Promise<ProofWay[]> {
  const [account, passkeys] = await Promise.all([getAccount(deps.db, userId), listPasskeys(deps.db, userId)]);
  const ways: ProofWay[] = [];
  if (passkeys.length > 0) ways.push("passkey");
  if (account.passwordHash !== null) ways.push("password");
  if (account.totpConfirmedAt !== null) ways.push("totp");
  return ways;
}
