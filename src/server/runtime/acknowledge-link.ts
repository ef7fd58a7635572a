import { readSignedId, signId } from "./signed-id.ts";

const label = "uptick acknowledge link v1";

/** `appUrl` has no slash at its end; `secret` is NEXTAUTH_SECRET. */
export function acknowledgeUrl(appUrl: string, secret: string, deliveryId: string): string {
  return `${appUrl}/acknowledge/${signId({ secret, label }, deliveryId)}`;
}

/** The delivery whose message the link was in; null when we have not signed it. */
export function readAcknowledgeToken(secret: string, token: string): string | null {
  return readSignedId({ secret, label }, token);
}
