import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import type { Db } from "#server/store/prisma.ts";
import type { Person } from "../caller.ts";
import { recordAccountEvent } from "./record-account-event.ts";

/** Before the download, which is a plain GET and so leaves no trace. */
export async function beginExport(
  deps: { db: Db; now: () => Date },
  person: Person,
): Promise<{ url: string }> {
  const at = deps.now();
  requireFreshProof(person.identity, at);
  await recordAccountEvent(deps.db, person, { action: "account.export", at });
  return { url: "/api/account/export" };
}
