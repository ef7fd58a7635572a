import { getAccount } from "#server/store/account-store.ts";
import { listPasskeys } from "#server/store/passkey-store.ts";
import type { Db } from "#server/store/prisma.ts";

export type SecondFactors = { totp: boolean; passkey: boolean };

export async function listSecondFactors(deps: { db: Db }, userId: string): Promise<SecondFactors> {
  const [account, passkeys] = await Promise.all([getAccount(deps.db, userId), listPasskeys(deps.db, userId)]);
  return { totp: account.totpConfirmedAt !== null, passkey: passkeys.length > 0 };
}
