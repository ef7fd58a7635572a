import { createHmac, randomBytes } from "node:crypto";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";

const SALT_BYTES = 16;
/** 132 bits in base64url. */
const TOKEN_LENGTH = 22;

export type HeartbeatToken = { salt: string; tokenHash: string };

/** A new address for a job. `secret` is NEXTAUTH_SECRET. */
export function createHeartbeatToken(secret: string): HeartbeatToken {
  const salt = randomBytes(SALT_BYTES).toString("base64url");
  return { salt, tokenHash: hashHeartbeatToken(readHeartbeatToken(secret, salt)) };
}

/** The token, to show it again. With another secret it is another one, while the old address goes on working. */
export function readHeartbeatToken(secret: string, salt: string): string {
  return createHmac("sha256", secret).update(`heartbeat:${salt}`).digest("base64url").slice(0, TOKEN_LENGTH);
}

/** 132 random bits, so a plain digest of them gives nothing away. */
export function hashHeartbeatToken(token: string): string {
  return sha256Hex(token);
}

/** What no token looks like need not be looked up. */
export function looksLikeHeartbeatToken(text: string): boolean {
  return text.length === TOKEN_LENGTH && /^[\w-]+$/.test(text);
}
