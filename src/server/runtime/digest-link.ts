import { readSignedId, signId } from "./signed-id.ts";

const label = "uptick digest link v1";

/** Good for turning one person's digest off, and nothing else; `secret` is NEXTAUTH_SECRET. */
export function digestToken(secret: string, userId: string): string {
  return signId({ secret, label }, userId);
}

/** Whose digest it turns off; null when we have not signed it. */
export function readDigestToken(secret: string, token: string): string | null {
  return readSignedId({ secret, label }, token);
}
