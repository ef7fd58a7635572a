import { startAuthentication, WebAuthnAbortService } from "@simplewebauthn/browser";

type Options = Parameters<typeof startAuthentication>[0]["optionsJSON"];

/** What the device says to a challenge; null when the person closed its dialog or it has no passkey for this host. */
export async function answerPasskey(optionsJSON: Options) {
  try {
    return plain(await startAuthentication({ optionsJSON }));
  } catch (error) {
    if (isDeclined(error)) return null;
    throw error;
  } finally {
    WebAuthnAbortService.cancelCeremony();
  }
}

/** Browsers do not tell "cancelled" from "has none": both are NotAllowedError. */
export function isDeclined(error: unknown): boolean {
  return error instanceof Error && ["NotAllowedError", "AbortError"].includes(error.name);
}

function plain({ id, rawId, type, response }: Awaited<ReturnType<typeof startAuthentication>>) {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id,
    rawId,
    type,
    response: {
      clientDataJSON,
      authenticatorData,
      signature,
      ...(userHandle !== undefined && { userHandle }),
    },
    clientExtensionResults: {},
  };
}
