import { API_KEY_PREFIX } from "#contracts/api-key.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { findLiveKey, touchKey } from "#server/store/api-key-store.ts";
import type { Db } from "#server/store/prisma.ts";
import type { KeyActor } from "./actor.ts";

const USED_EVERY_MS = 60_000;
const BEARER = new RegExp(`^Bearer (${API_KEY_PREFIX}[A-Za-z0-9_-]{20,100})$`);

/** The key in the Authorization header; null when there is none that looks like ours. */
export function readApiKey(headers: Headers): string | null {
  return BEARER.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

export function hashApiKey(key: string): string {
  return sha256Hex(key);
}

/** A key with any scope to write counts as an editor, where the scope allows; others are viewers. */
export async function findKeyActor(
  deps: { db: Db },
  use: { key: string; at: Date; address: string },
): Promise<KeyActor | null> {
  const found = await findLiveKey(deps.db, { hash: hashApiKey(use.key), at: use.at });
  if (!found) return null;
  const { lastUsedAt, ...key } = found;
  const staleBefore = new Date(use.at.getTime() - USED_EVERY_MS);
  if (lastUsedAt === null || lastUsedAt < staleBefore) {
    await touchKey(deps.db, { keyId: key.keyId, at: use.at, staleBefore, address: use.address });
  }
  const role = key.scopes.some((scope) => scope !== "read") ? "editor" : "viewer";
  return { kind: "key", ...key, role, tags: [], label: `API key “${key.name}”` };
}
