"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isDeclined } from "#ui/auth/answer-passkey.ts";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { describeBrowser } from "./describe-browser.ts";
import { useFreshProof } from "./fresh-proof-context.ts";
import { useAccount } from "./use-account.ts";

/** Proof first, then the device's own dialog. The name is a guess that can be changed. */
export function useAddPasskey({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const t = useTranslations("account.passkeys");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const { refresh } = useAccount();
  const [busy, setBusy] = useState(false);

  const add = async () => {
    setBusy(true);
    try {
      const optionsJSON = await withProof(() => client.passkey.offer.mutate());
      const made = await startRegistration({ optionsJSON });
      const { browser, system } = describeBrowser(navigator.userAgent);
      const name = system ?? browser ?? t("title");
      const { recoveryCodes } = await client.passkey.add.mutate({ name, registration: plain(made) });
      await refresh();
      toast.success(t("addedToast"));
      if (recoveryCodes !== null) onCodes(recoveryCodes);
    } catch (error) {
      toast.error(problemOf(error), { duration: 8_000 });
    } finally {
      setBusy(false);
    }
  };

  const problemOf = (error: unknown): string => {
    if (isDeclined(error)) return t("declined");
    if (error instanceof Error && error.name === "InvalidStateError") return t("known");
    return error instanceof Error && error.name === "WebAuthnError" ? t("impossible") : errorMessage(error);
  };
  return { add, busy };
}

function plain({ id, rawId, type, response }: Awaited<ReturnType<typeof startRegistration>>) {
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return {
    id,
    rawId,
    type,
    response: { clientDataJSON, attestationObject, transports },
    clientExtensionResults: {},
  };
}
