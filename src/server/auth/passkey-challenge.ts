import {
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
} from "@simplewebauthn/server";
import { listPasskeys } from "#server/store/passkey-store.ts";
import type { AuthSettings } from "./current-actor.ts";
import { issueOneTimeToken, type TokenDeps } from "./one-time-token.ts";

export type PasskeyDeps = TokenDeps & { auth: Pick<AuthSettings, "appUrl"> };
/** What an assertion is for: one for the first purpose is worth nothing for the other. */
export type PasskeyPurpose = "sign_in" | "proof";

/** Passkeys belong to the host that users type; at another one they do not answer. */
export function relyingParty(appUrl: string) {
  const { hostname, origin } = new URL(appUrl);
  return { id: hostname, origin, name: "Uptick" };
}

/** What the browser needs to make a passkey. The challenge is a one-time token: nobody answers it twice. */
export async function challengeForRegistration(
  deps: PasskeyDeps,
  user: { userId: string; email: string; name: string | null },
) {
  const { userId, email } = user;
  const known = await listPasskeys(deps.db, userId);
  const token = await issueOneTimeToken(deps, { kind: "passkey_registration", userId });
  const party = relyingParty(deps.auth.appUrl);
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: email,
    userDisplayName: user.name ?? email,
    userID: new TextEncoder().encode(userId),
    challenge: bytesOf(token),
    attestationType: "none",
    excludeCredentials: known.map(describe),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
}

/** For somebody unknown the device offers what it has; for a known person only theirs is asked for. */
export async function challengeForAssertion(
  deps: PasskeyDeps,
  who: { purpose: "sign_in" } | { purpose: "proof"; userId: string },
) {
  const userId = who.purpose === "proof" ? who.userId : undefined;
  const known = userId === undefined ? [] : await listPasskeys(deps.db, userId);
  const token = await issueOneTimeToken(deps, {
    kind: "passkey_assertion",
    ...(userId !== undefined && { userId }),
    data: { purpose: who.purpose },
  });
  return generateAuthenticationOptions({
    rpID: relyingParty(deps.auth.appUrl).id,
    challenge: bytesOf(token),
    userVerification: "required",
    allowCredentials: known.map(describe),
  });
}

/** The one-time token in an answer; empty when there is none. */
export function readChallenge(clientDataJSON: string): string {
  try {
    const data: { challenge?: unknown } = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString());
    return typeof data.challenge === "string" ? data.challenge : "";
  } catch {
    // Not JSON: no token has this value.
    return "";
  }
}

function describe(passkey: { id: string; transports: string[] }) {
  return { id: passkey.id, transports: passkey.transports as AuthenticatorTransport[] };
}

function bytesOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(token, "base64url"));
}
