import { getAccount, setAccountName } from "#server/store/account-store.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";
import { recordAccountEvent } from "./record-account-event.ts";

export async function setName(
  deps: { db: Db; now: () => Date },
  person: Person,
  input: { name: string },
): Promise<{ ok: true }> {
  const at = deps.now();
  const { userId } = person.identity;
  await deps.db.$transaction(async (tx) => {
    const { name: before } = await getAccount(tx, userId);
    if (before === input.name) return;
    await setAccountName(tx, { userId, name: input.name });
    const detail = { before: { name: before }, after: { name: input.name } };
    await recordAccountEvent(tx, person, { action: "account.rename", at, detail });
  });
  return { ok: true };
}
