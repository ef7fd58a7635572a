import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

const LABEL = "uptick subscriber link v1";
const MAC_BYTES = 32;
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** What a link is good for; one of them opens none of the others. */
export type LinkPurpose = "confirm" | "manage" | "unsubscribe";

type Link = { purpose: LinkPurpose; subscriberId: string };

/** `pageUrl` has no slash at its end; `secret` is NEXTAUTH_SECRET. Nothing of it is stored, so every mail can carry it. */
export function subscriberUrl(pageUrl: string, secret: string, link: Link): string {
  return `${pageUrl}/${link.purpose}/${link.subscriberId}.${macOf(secret, link).toString("base64url")}`;
}

/** The subscriber whose link it is; null when we have not signed it for this purpose. */
export function readSubscriberToken(secret: string, purpose: LinkPurpose, token: string): string | null {
  const [, subscriberId, text] = TOKEN.exec(token) ?? [];
  if (subscriberId === undefined || text === undefined) return null;
  const mac = Buffer.from(text, "base64url");
  // 43 characters hold two bits more than 32 bytes: only one spelling of a signature is taken.
  if (mac.toString("base64url") !== text) return null;
  return timingSafeEqual(mac, macOf(secret, { purpose, subscriberId })) ? subscriberId : null;
}

function macOf(secret: string, { purpose, subscriberId }: Link): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", LABEL, MAC_BYTES));
  return createHmac("sha256", key).update(`${purpose}:${subscriberId}`).digest();
}
