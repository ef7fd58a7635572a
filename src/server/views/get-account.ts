import { getAccount } from "#server/store/account-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { countRecoveryCodes } from "#server/store/recovery-code-store.ts";

export type AccountView = {
  email: string;
  name: string | null;
  createdAt: number;
  isEmailVerified: boolean;
  hasPassword: boolean;
  /** When two-factor codes were switched on; null: they are off. */
  totpSince: number | null;
  recoveryCodesLeft: number;
  /** False: without a mail server, no link can be sent to a new address. */
  canChangeEmail: boolean;
};

export async function getAccountView(
  deps: { db: Db; mail: object | null },
  userId: string,
): Promise<AccountView> {
  const [account, recoveryCodesLeft] = await Promise.all([
    getAccount(deps.db, userId),
    countRecoveryCodes(deps.db, userId),
  ]);
  return {
    email: account.email,
    name: account.name,
    createdAt: account.createdAt.getTime(),
    isEmailVerified: account.emailVerifiedAt !== null,
    hasPassword: account.passwordHash !== null,
    totpSince: account.totpConfirmedAt?.getTime() ?? null,
    recoveryCodesLeft,
    canChangeEmail: deps.mail !== null,
  };
}
