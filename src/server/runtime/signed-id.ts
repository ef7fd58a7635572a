import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

const KEY_BYTES = 32;
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/**
 * `secret` is NEXTAUTH_SECRET. Each label makes a key of its own: what signs sessions says nothing about links, nor one kind
 * of link about another.
 */
export type SigningKey = { secret: string; label: string };

/** HMAC-SHA-256, 32 bytes. */
export function macOf({ secret, label }: SigningKey, text: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", label, KEY_BYTES));
  return createHmac("sha256", key).update(text).digest();
}

/** `<id>.<signature>`, for a link; nothing of it is stored. What is signed with one `purpose` is worth nothing with another. */
export function signId(key: SigningKey, id: string, purpose = ""): string {
  return `${id}.${macOf(key, purpose + id).toString("base64url")}`;
}

/** The id in it; null when we have not signed it with this key for this purpose. */
export function readSignedId(key: SigningKey, token: string, purpose = ""): string | null {
  const [, id, text] = TOKEN.exec(token) ?? [];
  if (id === undefined || text === undefined) return null;
  const mac = Buffer.from(text, "base64url");
  // 43 characters hold two bits more than 32 bytes: only one spelling of a signature is taken.
  if (mac.toString("base64url") !== text) return null;
  return timingSafeEqual(mac, macOf(key, purpose + id)) ? id : null;
}
