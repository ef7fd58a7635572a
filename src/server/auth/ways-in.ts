import { findCredentials } from "#server/store/linked-account-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { SignInSettings } from "./sign-in-settings.ts";

/** How many of each there are that work on this installation as it is configured. */
export type WaysIn = { password: number; mailLink: number; passkey: number; provider: number };

/** Whoever removes one locks the user first, and asks afterwards whether any is left. */
export async function countWaysIn(deps: { db: Tx; signIn: SignInSettings }, userId: string): Promise<WaysIn> {
  const { signIn } = deps;
  const { hasPassword, passkeys, providers } = await findCredentials(deps.db, userId);
  const configured = new Set<string>(signIn.providers.map(({ id }) => id));
  const others = {
    mailLink: signIn.mailLinks ? 1 : 0,
    passkey: passkeys,
    provider: providers.filter((id) => configured.has(id)).length,
  };
  const passwordWorks = signIn.password === "everybody" || sum(Object.values(others)) === 0;
  return { ...others, password: hasPassword && passwordWorks ? 1 : 0 };
}

export function hasWayIn(ways: WaysIn): boolean {
  return sum(Object.values(ways)) > 0;
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
