import * as z from "zod";
import { OAuthProviderId } from "#contracts/sign-in.ts";
import { findLinkStep, takeLinkStep } from "#server/store/link-intent-store.ts";
import { issueOneTimeToken, type TokenDeps, voidOneTimeTokens } from "./one-time-token.ts";
import type { OAuthIdentity } from "./providers/oauth-identity.ts";

/** Where linked identities are shown, and where linking comes back to. */
export const SIGN_IN_METHODS_PATH = "/account/sign-in-methods";

/** Linking has two steps: `started` before the way to the provider, `offered` when its answer waits for a yes. */
const Started = z.object({ provider: OAuthProviderId });
const Offered = z.object({
  provider: OAuthProviderId,
  subject: z.string().min(1),
  email: z.string().nullable(),
  name: z.string().nullable(),
});
export type OfferedIdentity = z.infer<typeof Offered>;
type Holder = { userId: string; sessionId: string };

export async function startLinking(
  deps: TokenDeps,
  holder: Holder,
  provider: OAuthProviderId,
): Promise<void> {
  await voidOneTimeTokens(deps, { kind: "link_account", userId: holder.userId });
  const data = { stage: "started", sessionId: holder.sessionId, provider };
  await issueOneTimeToken(deps, { kind: "link_account", userId: holder.userId, data });
}

/** True once for a session that has set out to link an identity of this provider. */
export async function takeStarted(
  deps: TokenDeps,
  holder: Holder,
  provider: OAuthProviderId,
): Promise<boolean> {
  const at = deps.now();
  const step = await findLinkStep(deps.db, { ...holder, stage: "started", at });
  if (step === null || Started.safeParse(step.data).data?.provider !== provider) return false;
  return takeLinkStep(deps.db, { hash: step.hash, at });
}

/** Keeps what the provider answered until the signed-in person says that this identity is theirs. */
export async function offerIdentity(deps: TokenDeps, holder: Holder, identity: OAuthIdentity): Promise<void> {
  const { provider, subject, email, name } = identity;
  const data = { stage: "offered", sessionId: holder.sessionId, provider, subject, email, name };
  await issueOneTimeToken(deps, { kind: "link_account", userId: holder.userId, data });
}

export async function findOffered(deps: TokenDeps, holder: Holder): Promise<OfferedIdentity | null> {
  const step = await findLinkStep(deps.db, { ...holder, stage: "offered", at: deps.now() });
  return Offered.safeParse(step?.data).data ?? null;
}

/** Of concurrent callers exactly one gets it. */
export async function takeOffered(deps: TokenDeps, holder: Holder): Promise<OfferedIdentity | null> {
  const at = deps.now();
  const step = await findLinkStep(deps.db, { ...holder, stage: "offered", at });
  const offered = Offered.safeParse(step?.data).data;
  if (step === null || offered === undefined) return null;
  return (await takeLinkStep(deps.db, { hash: step.hash, at })) ? offered : null;
}
