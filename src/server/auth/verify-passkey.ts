import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import type { PasskeyAssertion, PasskeyRegistration } from "#contracts/passkey.ts";
import { findPasskey, recordPasskeyUse, type StoredPasskey } from "#server/store/passkey-store.ts";
import { consumeOneTimeToken } from "./one-time-token.ts";
import { type PasskeyDeps, type PasskeyPurpose, readChallenge, relyingParty } from "./passkey-challenge.ts";

export type NewPasskey = Pick<StoredPasskey, "id" | "publicKey" | "counter" | "transports"> & {
  backedUp: boolean;
};

/** Null unless the answer is to a challenge that this user was given lately, and not answered before. */
export async function verifyRegistration(
  deps: PasskeyDeps,
  given: { userId: string; registration: PasskeyRegistration },
): Promise<NewPasskey | null> {
  const { registration, userId } = given;
  const challenge = readChallenge(registration.response.clientDataJSON);
  const token = await consumeOneTimeToken(deps, { kind: "passkey_registration", token: challenge });
  if (token?.userId !== userId) return null;

  const party = relyingParty(deps.auth.appUrl);
  const { info } = await verifyRegistrationResponse({
    response: registration as Parameters<typeof verifyRegistrationResponse>[0]["response"],
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).then(({ registrationInfo }) => ({ info: registrationInfo }), refuse);
  if (!info) return null;
  return {
    id: info.credential.id,
    publicKey: info.credential.publicKey,
    counter: BigInt(info.credential.counter),
    transports: registration.response.transports ?? [],
    backedUp: info.credentialBackedUp,
  };
}

/** Whose passkey signed the challenge; null when it is not right. `userId` where it must be a certain person's. */
export async function verifyAssertion(
  deps: PasskeyDeps,
  given: { purpose: PasskeyPurpose; userId: string | null; assertion: PasskeyAssertion },
): Promise<{ userId: string; passkeyId: string } | null> {
  const { assertion, purpose, userId } = given;
  const challenge = readChallenge(assertion.response.clientDataJSON);
  const token = await consumeOneTimeToken(deps, { kind: "passkey_assertion", token: challenge });
  if (token === null || token.userId !== userId || !isFor(token.data, purpose)) return null;
  const passkey = await findPasskey(deps.db, assertion.id);
  if (passkey === null || (userId !== null && passkey.userId !== userId)) return null;
  if (!namesUser(assertion, passkey.userId)) return null;

  const used = await checkSignature(deps, { passkey, assertion, challenge });
  if (!used) return null;
  const { newCounter, credentialBackedUp } = used;
  const use = { id: passkey.id, counter: newCounter, backedUp: credentialBackedUp, at: deps.now() };
  return (await recordPasskeyUse(deps.db, use)) ? { userId: passkey.userId, passkeyId: passkey.id } : null;
}

async function checkSignature(
  deps: PasskeyDeps,
  given: { passkey: StoredPasskey; assertion: PasskeyAssertion; challenge: string },
) {
  const { passkey, assertion, challenge } = given;
  const party = relyingParty(deps.auth.appUrl);
  const { info } = await verifyAuthenticationResponse({
    response: assertion as Parameters<typeof verifyAuthenticationResponse>[0]["response"],
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: passkey.publicKey, counter: Number(passkey.counter) },
  }).then(({ verified, authenticationInfo }) => ({ info: verified ? authenticationInfo : null }), refuse);
  return info;
}

/** The package throws for whatever it does not accept; why is of no use to whoever sent it. */
function refuse(): { info: null } {
  return { info: null };
}

function isFor(data: unknown, purpose: PasskeyPurpose): boolean {
  return typeof data === "object" && data !== null && "purpose" in data && data.purpose === purpose;
}

/** A device that says whose passkey it is must not name somebody else. */
function namesUser(assertion: PasskeyAssertion, userId: string): boolean {
  const { userHandle } = assertion.response;
  return userHandle === undefined || Buffer.from(userHandle, "base64url").toString() === userId;
}
