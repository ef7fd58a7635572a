import * as z from "zod";
import type { OAuthProviderId } from "#contracts/sign-in.ts";

/** Who a provider says that somebody is. */
export type OAuthIdentity = {
  provider: OAuthProviderId;
  /** The provider's own id of the person. */
  subject: string;
  /** Lower case. */
  email: string | null;
  /** Only what the provider says outright: no word is a no. */
  emailVerified: boolean;
  name: string | null;
};

/** What every provider's `profile` makes, so that the callback reads one shape. next-auth insists on `id`. */
export type ProviderUser = { id: string; email: string | null; emailVerified: boolean; name: string | null };

export function providerUser(claims: {
  subject: unknown;
  email: unknown;
  emailVerified: unknown;
  name: unknown;
}): ProviderUser {
  const { subject, email, emailVerified, name } = claims;
  const text = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);
  const isNumber = typeof subject === "number" && Number.isSafeInteger(subject);
  return {
    id: isNumber ? String(subject) : (text(subject) ?? ""),
    email: z.email().max(254).safeParse(text(email)?.toLowerCase()).data ?? null,
    // Some providers send the claim as text.
    emailVerified: emailVerified === true || emailVerified === "true",
    name: text(name)?.slice(0, 120) ?? null,
  };
}
