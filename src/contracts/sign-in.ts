import * as z from "zod";

/** Identity providers that an installation can switch on; also `linked_account.provider`. */
export const OAuthProviderId = z.enum(["github", "google", "oidc"]);
export type OAuthProviderId = z.infer<typeof OAuthProviderId>;

/** How a session began; also `session.method`. */
export const SignInMethod = z.enum(["password", "passkey", "magic_link", ...OAuthProviderId.options]);
export type SignInMethod = z.infer<typeof SignInMethod>;
