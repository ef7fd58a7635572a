import { Locale } from "#contracts/locale.ts";
import { Preferences } from "#contracts/preferences.ts";
import type { Identity } from "#server/auth/actor.ts";
import type { Db } from "#server/store/prisma.ts";
import { getReaderRow } from "#server/store/reader-store.ts";

/** Null: what the browser asks for. */
export type ReaderView = { locale: Locale | null; timeZone: string | null; preferences: Preferences };

export async function getReader(deps: { db: Db }, identity: Identity): Promise<ReaderView> {
  const row = await getReaderRow(deps.db, identity.userId);
  return {
    locale: Locale.safeParse(row.locale).data ?? null,
    timeZone: row.timeZone,
    // A preference that this version does not know any more is no reason to show nothing.
    preferences: Preferences.safeParse(row.preferences).data ?? Preferences.parse({}),
  };
}
