import * as z from "zod";

/** Identity providers that an installation can switch on; also `linked_account.provider`. */
export const OAuthProviderId = z.enum(["github", "google", "oidc"]);
export type OAuthProviderId = z.infer<typeof OAuthProviderId>;

/** How a session began; also `session.method`. */
export const SignInMethod = z.enum(["password", "passkey", "magic_link", ...OAuthProviderId.options]);
export type SignInMethod = z.infer<typeof SignInMethod>;

/**
 * Why a sign-in did not come about, as the page is told it in its address; the page has a sentence for each. What the
 * provider or the library said stays in the log.
 */
export const SignInProblem = z.enum([
  "denied",
  "state_mismatch",
  "code_expired",
  "provider_unreachable",
  "provider_failed",
  "email_unverified",
  "address_taken",
  "not_invited",
  "failed",
]);
export type SignInProblem = z.infer<typeof SignInProblem>;
