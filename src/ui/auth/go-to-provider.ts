import { signIn } from "next-auth/react";
import type { OAuthProviderId } from "#contracts/sign-in.ts";

/** Leaves for the provider, or for a page that says what is wrong. False when the server did not answer. */
export async function goToProvider(provider: OAuthProviderId, next: string): Promise<boolean> {
  try {
    await signIn(provider, { callbackUrl: next });
    return true;
  } catch {
    return false;
  }
}
