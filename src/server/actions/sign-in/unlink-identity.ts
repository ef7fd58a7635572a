import type { OAuthProviderId } from "#contracts/sign-in.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import type { SignInSettings } from "#server/auth/sign-in-settings.ts";
import { countWaysIn, hasWayIn } from "#server/auth/ways-in.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { deleteLinkedAccount, lockUser } from "#server/store/linked-account-store.ts";
import type { Db } from "#server/store/prisma.ts";
import { recordAccountEvent } from "../account/record-account-event.ts";
import type { Person } from "../caller.ts";

type UnlinkDeps = { db: Db; signIn: SignInSettings; now: () => Date };

/** Never the last way in, also when two are removed at once. */
export async function unlinkIdentity(
  deps: UnlinkDeps,
  person: Person,
  target: { provider: OAuthProviderId; subject: string },
): Promise<{ ok: true }> {
  const at = deps.now();
  requireFreshProof(person.identity, at);
  const { userId } = person.identity;
  await deps.db.$transaction(async (tx) => {
    await lockUser(tx, userId);
    if (!(await deleteLinkedAccount(tx, { ...target, userId }))) {
      throw new AppError("not_found", "No such identity is linked to your account.");
    }
    if (!hasWayIn(await countWaysIn({ db: tx, signIn: deps.signIn }, userId))) {
      throw new AppError("conflict", "This is your only way to sign in. Add another one first.");
    }
    const detail = { provider: target.provider };
    await recordAccountEvent(tx, person, { action: "account.unlink_identity", at, detail });
  });
  return { ok: true };
}
