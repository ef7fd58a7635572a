import { randomBytes } from "node:crypto";
import type { LocationInput, LocationToken } from "#contracts/private-location.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { lockMembership } from "#server/store/member-store.ts";
import { countLocations, insertLocation, isNameTaken } from "#server/store/private-location-store.ts";
import { insertRegionToken } from "#server/store/region-token-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

const LOCATIONS_AT_MOST = 50;
const STEM_AT_MOST = 20;

/** Makes a private location. The answer is the only place that its token is ever in. */
export function createRegion(
  deps: ActionDeps,
  caller: MemberCaller,
  { name }: LocationInput,
): Promise<LocationToken> {
  const at = deps.now();
  requireFreshProof(caller.identity, at);
  const { workspaceId } = caller.actor;
  return inTransaction(deps, async (tx) => {
    await lockMembership(tx, workspaceId);
    if ((await countLocations(tx, workspaceId)) >= LOCATIONS_AT_MOST) {
      throw new AppError("limit_reached", `A workspace has ${LOCATIONS_AT_MOST} private locations at most.`);
    }
    if (await isNameTaken(tx, { workspaceId, name })) {
      throw new AppError("invalid", "There is a private location with this name.", { field: "name" });
    }
    const location = await insertLocation(tx, { workspaceId, code: codeOf(name), name, at });
    const token = await insertRegionToken(tx, location);
    const { code } = location;
    await recordCommand(tx, caller, {
      action: "region.create",
      subject: code,
      at,
      detail: { after: { name } },
    });
    return { code, name, token };
  });
}

/** Codes are unique over all workspaces: what is random in it tells nobody which ones others have. */
function codeOf(name: string): string {
  const stem = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, STEM_AT_MOST)
    .replace(/-+$/, "");
  return `${stem === "" ? "private" : stem}-${randomBytes(4).toString("hex")}`;
}
