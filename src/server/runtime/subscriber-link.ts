import { readSignedId, signId } from "./signed-id.ts";

const label = "uptick subscriber link v1";

/** What a link is good for; one of them opens none of the others. */
export type LinkPurpose = "confirm" | "manage" | "unsubscribe";

/** `pageUrl` has no slash at its end; `secret` is NEXTAUTH_SECRET. Nothing of it is stored, so every mail can carry it. */
export function subscriberUrl(
  pageUrl: string,
  secret: string,
  { purpose, subscriberId }: { purpose: LinkPurpose; subscriberId: string },
): string {
  return `${pageUrl}/${purpose}/${signId({ secret, label }, subscriberId, `${purpose}:`)}`;
}

/** The subscriber whose link it is; null when we have not signed it for this purpose. */
export function readSubscriberToken(secret: string, purpose: LinkPurpose, token: string): string | null {
  return readSignedId({ secret, label }, token, `${purpose}:`);
}
