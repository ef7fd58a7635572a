import type { LocationToken } from "#contracts/private-location.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { endRegionTokens, insertRegionToken } from "#server/store/region-token-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changeLocation } from "./change-location.ts";

/** Ends every token of the location and makes a new one; agents with an old one are refused within half a minute. */
export async function rotateRegionToken(
  deps: ActionDeps,
  caller: MemberCaller,
  code: string,
): Promise<LocationToken> {
  const at = deps.now();
  requireFreshProof(caller.identity, at);
  return changeLocation(deps, { caller, code }, async (tx, location) => {
    const ended = await endRegionTokens(tx, { id: location.id, at });
    const token = await insertRegionToken(tx, location);
    const detail = { before: { tokens: ended } };
    await recordCommand(tx, caller, { action: "region.rotate_token", subject: code, at, detail });
    return { code, name: location.name, token };
  });
}
