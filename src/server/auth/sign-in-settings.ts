import type { OAuthProviderId } from "#contracts/sign-in.ts";
import type { Env } from "#env";

export type ProviderSettings = {
  id: OAuthProviderId;
  /** What the button says. */
  name: string;
  clientId: string;
  clientSecret: string;
  /** Null where the provider's addresses are known. */
  issuer: string | null;
};

export type SignInSettings = {
  providers: readonly ProviderSettings[];
  /** Links by mail, for signing in and for resetting a password. */
  mailLinks: boolean;
  /** rescue: only for accounts that have no other way in. */
  password: "everybody" | "rescue";
  signUp: "invited" | "open";
  /** What is configured by halves, as sentences for the operator. */
  warnings: readonly string[];
};

type SignInEnv = Pick<
  Env,
  | "GITHUB_ID"
  | "GITHUB_SECRET"
  | "GOOGLE_CLIENT_ID"
  | "GOOGLE_CLIENT_SECRET"
  | "OIDC_ISSUER"
  | "OIDC_CLIENT_ID"
  | "OIDC_CLIENT_SECRET"
  | "OIDC_NAME"
  | "SMTP_URL"
  | "MAIL_FROM"
  | "UPTICK_PASSWORD_SIGN_IN"
  | "UPTICK_SIGN_UP"
>;

/** A way in that is configured by halves is off: nobody is let in by what is missing. */
export function readSignInSettings(env: SignInEnv): SignInSettings {
  const warnings: string[] = [];
  const complete = (what: string, needed: Record<string, string | undefined>): boolean => {
    const missing = Object.keys(needed).filter((name) => !needed[name]);
    const given = Object.keys(needed).length - missing.length;
    if (given > 0 && missing.length > 0) {
      warnings.push(`${what} is off: ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set.`);
    }
    return missing.length === 0;
  };

  const providers = listCandidates(env).flatMap(({ label, needed, settings }) =>
    complete(label, needed) ? [settings] : [],
  );
  const { SMTP_URL, MAIL_FROM } = env;
  const mailLinks = complete("Mail of Uptick's own, such as sign-in links,", { SMTP_URL, MAIL_FROM });
  const hasOtherWay = mailLinks || providers.length > 0;
  if (!env.UPTICK_PASSWORD_SIGN_IN && !hasOtherWay) {
    warnings.push("UPTICK_PASSWORD_SIGN_IN=0 is ignored: no other way to sign in is configured.");
  }
  const password = env.UPTICK_PASSWORD_SIGN_IN || !hasOtherWay ? "everybody" : "rescue";
  return { providers, mailLinks, password, signUp: env.UPTICK_SIGN_UP, warnings };
}

type Candidate = {
  label: string;
  needed: Record<string, string | undefined>;
  settings: ProviderSettings;
};

function listCandidates(env: SignInEnv): Candidate[] {
  const { GITHUB_ID, GITHUB_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env;
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env;
  return [
    {
      label: "Signing in with GitHub",
      needed: { GITHUB_ID, GITHUB_SECRET },
      settings: settingsOf({ id: "github", name: "GitHub" }, GITHUB_ID, GITHUB_SECRET),
    },
    {
      label: "Signing in with Google",
      needed: { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET },
      settings: settingsOf({ id: "google", name: "Google" }, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET),
    },
    {
      label: "Signing in by OpenID Connect",
      needed: { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET },
      settings: {
        ...settingsOf({ id: "oidc", name: env.OIDC_NAME }, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET),
        issuer: OIDC_ISSUER?.replace(/\/+$/, "") ?? null,
      },
    },
  ];
}

function settingsOf(
  provider: { id: OAuthProviderId; name: string },
  clientId = "",
  clientSecret = "",
): ProviderSettings {
  return { ...provider, clientId, clientSecret, issuer: null };
}
