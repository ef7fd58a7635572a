import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

const LABEL = "uptick digest link v1";
const MAC_BYTES = 32;
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** Good for turning one person's digest off, and nothing else; `secret` is NEXTAUTH_SECRET. */
export function digestToken(secret: string, userId: string): string {
  return `${userId}.${macOf(secret, userId).toString("base64url")}`;
}

/** Whose digest it turns off; null when we have not signed it. */
export function readDigestToken(secret: string, token: string): string | null {
  const [, userId, text] = TOKEN.exec(token) ?? [];
  if (userId === undefined || text === undefined) return null;
  const mac = Buffer.from(text, "base64url");
  // 43 characters hold two bits more than 32 bytes: only one spelling of a signature is taken.
  if (mac.toString("base64url") !== text) return null;
  return timingSafeEqual(mac, macOf(secret, userId)) ? userId : null;
}

function macOf(secret: string, userId: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", LABEL, MAC_BYTES));
  return createHmac("sha256", key).update(userId).digest();
}
