import { uuidv7 } from "uuidv7";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { hasOpenInvitation, insertUser } from "#server/store/sign-up-store.ts";
import type { SignInSettings } from "./sign-in-settings.ts";

export type Newcomer = { email: string; name: string | null; method: string; address: string; at: Date };

/** Whether a proven address gets an account: by an open invitation to it, or because sign-up is open. */
export async function maySignUp(
  deps: { db: Tx; signIn: SignInSettings },
  query: { email: string; at: Date },
): Promise<boolean> {
  return deps.signIn.signUp === "open" || (await hasOpenInvitation(deps.db, query));
}

/** An account for somebody who has proven the address; null when the address has one. Part of the caller's transaction. */
export async function signUp(tx: Tx, newcomer: Newcomer): Promise<string | null> {
  const { email, name, method, address, at } = newcomer;
  const userId = uuidv7();
  if (!(await insertUser(tx, { id: userId, email, name, at }))) return null;
  const entry = { action: "account.create", subject: userId, actor: email, detail: { method } };
  await insertAuditEntry(tx, { ...entry, workspaceId: null, userId, address, at });
  return userId;
}
