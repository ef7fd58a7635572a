import type { OAuthProviderId } from "#contracts/sign-in.ts";
import type { SignInSettings } from "#server/auth/sign-in-settings.ts";

export type SignInOptions = {
  providers: { id: OAuthProviderId; name: string }[];
  mailLinks: boolean;
  /** rescue: passwords open only accounts that have no other way in. */
  password: "everybody" | "rescue";
};

/** What the sign-in page may know: no secret, and no client id. */
export function getSignInOptions({ signIn }: { signIn: SignInSettings }): SignInOptions {
  const { providers, mailLinks, password } = signIn;
  return { mailLinks, password, providers: providers.map(({ id, name }) => ({ id, name })) };
}
