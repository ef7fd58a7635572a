import type { OAuthConfig } from "next-auth/providers/oauth";
import type { EgressPolicy } from "#transport/egress/egress-policy.ts";
import { createGuardedAgent } from "#transport/egress/guarded-agent.ts";
import type { ProviderSettings } from "../sign-in-settings.ts";
import { providerUser } from "./oauth-identity.ts";

type Claims = Record<string, unknown>;

const GOOGLE_ISSUER = "https://accounts.google.com";

/**
 * OpenID Connect by discovery. What the issuer names (token, keys, user info) is connected to by the guarded dialer only;
 * the ID token's signature, issuer, audience and nonce are checked by the library.
 */
export function oidcProvider(settings: ProviderSettings, egress: EgressPolicy): OAuthConfig<Claims> {
  const issuer = settings.issuer ?? GOOGLE_ISSUER;
  return {
    id: settings.id,
    name: settings.name,
    type: "oauth",
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    httpOptions: { agent: createGuardedAgent(issuer, egress) },
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    userinfo: {
      async request({ client, tokens }) {
        const claims: Claims = client.issuer.metadata.userinfo_endpoint ? await claimsOf(client, tokens) : {};
        return { ...claims, ...idTokenClaims(tokens) };
      },
    },
    profile: (claims) =>
      providerUser({
        subject: claims.sub,
        email: claims.email,
        emailVerified: claims.email_verified,
        name: claims.name,
      }),
  };
}

type UserinfoClient = { userinfo: (tokens: never) => Promise<object> };

/** Only asked where the ID token says nothing of the address; the library refuses another subject's answer. */
async function claimsOf(client: UserinfoClient, tokens: object): Promise<Claims> {
  if (typeof idTokenClaims(tokens).email === "string") return {};
  return { ...(await client.userinfo(tokens as never)) };
}

function idTokenClaims(tokens: object): Claims {
  const { claims } = tokens as { claims?: () => Claims };
  return typeof claims === "function" ? claims.call(tokens) : {};
}
