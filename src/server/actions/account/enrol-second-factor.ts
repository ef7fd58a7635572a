import { createRecoveryCodes, hashRecoveryCode } from "#server/auth/recovery-codes.ts";
import type { Tx } from "#server/store/prisma.ts";
import {
  countRecoveryCodes,
  removeRecoveryCodes,
  replaceRecoveryCodes,
} from "#server/store/recovery-code-store.ts";
import { revokeSessions } from "#server/store/session-store.ts";
import { hasSecondFactor } from "#server/store/sign-in-store.ts";
import type { Person } from "../caller.ts";

/** New codes in the place of the old ones. The caller shows them: only their hashes stay. */
export async function renewRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = createRecoveryCodes();
  await replaceRecoveryCodes(tx, { userId, hashes: codes.map(hashRecoveryCode) });
  return codes;
}

/** After a second factor came: whoever loses it needs a way in, and browsers without it are signed out. */
export async function afterEnrolment(
  tx: Tx,
  person: Person,
  at: Date,
): Promise<{ recoveryCodes: string[] | null }> {
  const { userId, sessionId } = person.identity;
  await revokeSessions(tx, { userId, except: sessionId, at });
  if ((await countRecoveryCodes(tx, userId)) > 0) return { recoveryCodes: null };
  return { recoveryCodes: await renewRecoveryCodes(tx, userId) };
}

/** After a second factor went: without any, recovery codes are good for nothing. */
export async function afterRemoval(tx: Tx, person: Person, at: Date): Promise<void> {
  const { userId, sessionId } = person.identity;
  await revokeSessions(tx, { userId, except: sessionId, at });
  if (!(await hasSecondFactor(tx, userId))) await removeRecoveryCodes(tx, userId);
}
