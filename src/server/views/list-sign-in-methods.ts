import { OAuthProviderId } from "#contracts/sign-in.ts";
import type { Identity } from "#server/auth/actor.ts";
import { findOffered } from "#server/auth/link-intent.ts";
import type { SignInSettings } from "#server/auth/sign-in-settings.ts";
import { countWaysIn, type WaysIn } from "#server/auth/ways-in.ts";
import { listLinkedAccounts } from "#server/store/linked-account-store.ts";
import type { Db } from "#server/store/prisma.ts";

export type LinkedIdentityView = {
  provider: OAuthProviderId;
  subject: string;
  email: string | null;
  linkedAt: number;
  usedAt: number | null;
};

export type SignInMethodsView = {
  /** Those that are configured, and those that this account still has identities of. */
  providers: { id: OAuthProviderId; name: string; configured: boolean; identities: LinkedIdentityView[] }[];
  ways: WaysIn;
  /** What a provider has just proven, and what waits for a yes. */
  offered: { provider: OAuthProviderId; name: string; email: string | null } | null;
};

const NAMES: Readonly<Record<OAuthProviderId, string>> = {
  github: "GitHub",
  google: "Google",
  oidc: "OpenID Connect",
};

export async function listSignInMethods(
  deps: { db: Db; signIn: SignInSettings; now: () => Date },
  identity: Identity,
): Promise<SignInMethodsView> {
  const { userId } = identity;
  const [rows, ways, offered] = await Promise.all([
    listLinkedAccounts(deps.db, userId),
    countWaysIn(deps, userId),
    findOffered(deps, identity),
  ]);
  const nameOf = (id: OAuthProviderId) =>
    deps.signIn.providers.find((provider) => provider.id === id)?.name ?? NAMES[id];
  const providers = OAuthProviderId.options.map((id) => ({
    id,
    name: nameOf(id),
    configured: deps.signIn.providers.some((provider) => provider.id === id),
    identities: rows
      .filter((row) => row.provider === id)
      .map((row) => ({
        provider: id,
        subject: row.subject,
        email: row.email,
        linkedAt: row.linkedAt.getTime(),
        usedAt: row.usedAt?.getTime() ?? null,
      })),
  }));
  return {
    providers: providers.filter(({ configured, identities }) => configured || identities.length > 0),
    ways,
    offered: offered && {
      provider: offered.provider,
      name: nameOf(offered.provider),
      email: offered.email ?? offered.name,
    },
  };
}
