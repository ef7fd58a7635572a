import type { Reading } from "#contracts/account.ts";
import { Preferences } from "#contracts/preferences.ts";
import { getAccount, setAccountPreferences } from "#server/store/account-store.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";

/** What the input does not name stays as it is. Not worth an entry in the audit log: it changes nothing for anybody else. */
export async function setReading(
  deps: { db: Db },
  person: Person,
  input: Partial<Reading>,
): Promise<{ ok: true }> {
  const { userId } = person.identity;
  await deps.db.$transaction(async (tx) => {
    const before = await getAccount(tx, userId);
    const known = Preferences.safeParse(before.preferences).data ?? Preferences.parse({});
    const chosen = Object.entries(input.preferences ?? {}).filter(([, value]) => value !== undefined);
    await setAccountPreferences(tx, {
      userId,
      locale: input.locale === undefined ? before.locale : input.locale,
      timeZone: input.timeZone === undefined ? before.timeZone : input.timeZone,
      preferences: { ...known, ...Object.fromEntries(chosen) },
    });
  });
  return { ok: true };
}
