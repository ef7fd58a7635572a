import { randomBytes, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { API_KEY_PREFIX } from "#contracts/api-key.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";

/** A key that may read the workspace. */
export async function addApiKey(db: Client, workspaceId: string): Promise<string> {
  const key = `${API_KEY_PREFIX}${randomBytes(24).toString("base64url")}`;
  await db.query(
    "INSERT INTO api_key (id, workspace_id, name, prefix, hash, scopes) VALUES ($1, $2, 'Bench', $3, $4, '{read}')",
    [randomUUID(), workspaceId, key.slice(0, API_KEY_PREFIX.length + 6), sha256Hex(key)],
  );
  return key;
}
