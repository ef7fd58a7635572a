import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

const LABEL = "uptick acknowledge link v1";
const MAC_BYTES = 32;
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** `appUrl` has no slash at its end; `secret` is NEXTAUTH_SECRET. */
export function acknowledgeUrl(appUrl: string, secret: string, deliveryId: string): string {
  return `${appUrl}/acknowledge/${deliveryId}.${macOf(secret, deliveryId).toString("base64url")}`;
}

/** The delivery whose message the link was in; null when we have not signed it. */
export function readAcknowledgeToken(secret: string, token: string): string | null {
  const [, deliveryId, text] = TOKEN.exec(token) ?? [];
  if (deliveryId === undefined || text === undefined) return null;
  const mac = Buffer.from(text, "base64url");
  // 43 characters hold two bits more than 32 bytes: only one spelling of a signature is taken.
  if (mac.toString("base64url") !== text) return null;
  return timingSafeEqual(mac, macOf(secret, deliveryId)) ? deliveryId : null;
}

/** A key of its own: what signs sessions says nothing about links, nor the other way round. */
function macOf(secret: string, deliveryId: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", LABEL, MAC_BYTES));
  return createHmac("sha256", key).update(deliveryId).digest();
}
