import { readDigestToken } from "#server/runtime/digest-link.ts";
import { turnDigestOff } from "#server/store/digest-store.ts";
import type { Sql } from "#server/store/prisma.ts";

/** Whoever holds the link may; a second time changes nothing. False: it is not one of ours. */
export async function turnDigestOffByLink(
  deps: { sql: Sql; auth: { secret: string } },
  token: string,
): Promise<boolean> {
  const userId = readDigestToken(deps.auth.secret, token);
  return userId !== null && (await turnDigestOff(deps.sql, userId));
}
