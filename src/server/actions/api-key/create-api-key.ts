import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { API_KEY_PREFIX, type ApiKeyInput, ApiScope } from "#contracts/api-key.ts";
import { hashApiKey } from "#server/auth/find-key-actor.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { countLiveKeys, insertApiKey } from "#server/store/api-key-store.ts";
import { lockMembership } from "#server/store/member-store.ts";
import type { ActionDeps, MemberCaller } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

const RANDOM_BYTES = 24;
const SHOWN_CHARACTERS = API_KEY_PREFIX.length + 6;
const LIVE_AT_MOST = 100;
const DAY_MS = 86_400_000;

/** The answer is the only place that the key itself is ever in. */
export function createApiKey(
  deps: ActionDeps,
  caller: MemberCaller,
  { name, scopes: wanted, expiresInDays }: ApiKeyInput,
): Promise<{ id: string; key: string }> {
  const at = deps.now();
  requireFreshProof(caller.identity, at);
  const { workspaceId, userId } = caller.actor;
  const [id, key] = [uuidv7(), `${API_KEY_PREFIX}${randomBytes(RANDOM_BYTES).toString("base64url")}`];
  const prefix = key.slice(0, SHOWN_CHARACTERS);
  const scopes = ApiScope.options.filter((scope) => wanted.includes(scope));
  const expiresAt = expiresInDays === null ? null : new Date(at.getTime() + expiresInDays * DAY_MS);
  return inTransaction(deps, async (tx) => {
    await lockMembership(tx, workspaceId);
    if ((await countLiveKeys(tx, { workspaceId, at })) >= LIVE_AT_MOST) {
      throw new AppError("limit_reached", "There are very many API keys. Revoke those that nobody uses.");
    }
    const row = { id, workspaceId, createdByUserId: userId, name, prefix, scopes };
    await insertApiKey(tx, { ...row, hash: hashApiKey(key), createdAt: at, expiresAt });
    const detail = { after: { name, prefix, scopes, expiresAt: expiresAt?.toISOString() ?? null } };
    await recordCommand(tx, caller, { action: "api_key.create", subject: id, at, detail });
    return { id, key };
  });
}
