import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import type { SignInSettings } from "#server/auth/sign-in-settings.ts";
import { countWaysIn, hasWayIn } from "#server/auth/ways-in.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { lockUser } from "#server/store/linked-account-store.ts";
import {
  removePasskey as removeStoredPasskey,
  renamePasskey as renameStoredPasskey,
} from "#server/store/passkey-store.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";
import { afterRemoval } from "./enrol-second-factor.ts";
import { recordAccountEvent } from "./record-account-event.ts";

const ABSENT = "There is no such passkey.";
const LAST_WAY_IN = "This is your only way to sign in. Add another one first.";

export async function renamePasskey(
  deps: { db: Db; now: () => Date },
  person: Person,
  input: { id: string; name: string },
): Promise<{ ok: true }> {
  const at = deps.now();
  const { userId } = person.identity;
  await deps.db.$transaction(async (tx) => {
    const before = await renameStoredPasskey(tx, { ...input, userId });
    if (before === null) throw new AppError("not_found", ABSENT);
    const detail = { before: { name: before }, after: { name: input.name } };
    await recordAccountEvent(tx, person, { action: "passkey.rename", subject: input.id, at, detail });
  });
  return { ok: true };
}

/** Never the last way in, also when two are removed at once. */
export async function removePasskey(
  deps: { db: Db; signIn: SignInSettings; now: () => Date },
  person: Person,
  input: { id: string },
): Promise<{ ok: true }> {
  const at = deps.now();
  const { userId } = person.identity;
  requireFreshProof(person.identity, at);
  await deps.db.$transaction(async (tx) => {
    await lockUser(tx, userId);
    const name = await removeStoredPasskey(tx, { id: input.id, userId });
    if (name === null) throw new AppError("not_found", ABSENT);
    if (!hasWayIn(await countWaysIn({ db: tx, signIn: deps.signIn }, userId))) {
      throw new AppError("conflict", LAST_WAY_IN);
    }
    await recordAccountEvent(tx, person, {
      action: "passkey.remove",
      subject: input.id,
      at,
      detail: { name },
    });
    await afterRemoval(tx, person, at);
  });
  return { ok: true };
}
