import type { OAuthConfig } from "next-auth/providers/oauth";
import * as z from "zod";
import type { ProviderSettings } from "../sign-in-settings.ts";
import { providerUser } from "./oauth-identity.ts";

const API = "https://api.github.com";
const TIMEOUT_MS = 5_000;

const User = z.object({ id: z.number().int(), login: z.string(), name: z.string().nullish() });
const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

type GitHubProfile = { id: number; name: string; email: string | undefined; verified: boolean };
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** GitHub speaks plain OAuth 2: there is no ID token, and so no nonce. */
export function githubProvider(settings: ProviderSettings): OAuthConfig<GitHubProfile> {
  return {
    id: settings.id,
    name: settings.name,
    type: "oauth",
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorization: {
      url: "https://github.com/login/oauth/authorize",
      params: { scope: "read:user user:email" },
    },
    token: "https://github.com/login/oauth/access_token",
    checks: ["pkce", "state"],
    userinfo: { request: ({ tokens }) => readGitHubProfile(fetch, tokens.access_token ?? "") },
    profile: (profile) =>
      providerUser({
        subject: profile.id,
        email: profile.email,
        emailVerified: profile.verified,
        name: profile.name,
      }),
  };
}

/** The address of the profile page may be anybody's: what counts is the primary one of the list that GitHub has verified. */
export async function readGitHubProfile(ask: Fetch, accessToken: string): Promise<GitHubProfile> {
  const get = async (path: string): Promise<unknown> => {
    const response = await ask(`${API}${path}`, {
      headers: {
        authorization: `Bearer ${accessToken}`,
        accept: "application/vnd.github+json",
        "user-agent": "Uptick",
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${path}.`);
    return response.json();
  };
  const [user, emails] = await Promise.all([get("/user"), get("/user/emails")]);
  const { id, login, name } = User.parse(user);
  const primary = Emails.parse(emails).find((email) => email.primary);
  return { id, name: name ?? login, email: primary?.email, verified: primary?.verified ?? false };
}
