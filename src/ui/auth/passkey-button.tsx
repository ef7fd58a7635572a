"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { answerPasskey } from "./answer-passkey.ts";
import { sendSignIn } from "./send-sign-in.ts";

type PasskeyButtonProps = {
  /** A path of ours. */
  next: string;
  variant?: "primary" | "secondary";
};

/** Signs in with whatever passkey the device has for this host; no name or address is asked for. */
export function PasskeyButton({ next, variant = "secondary" }: PasskeyButtonProps) {
  const t = useTranslations("account.passkeySignIn");
  const client = useTRPCClient();
  const hydrated = useHydrated();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const signIn = async () => {
    setBusy(true);
    setProblem(undefined);
    const found = await attempt();
    if (found === null) return window.location.assign(next);
    setProblem(found);
    setBusy(false);
  };

  /** Null when the session is open, else the sentence to show. */
  const attempt = async (): Promise<string | null> => {
    try {
      const assertion = await answerPasskey(await client.passkey.offerSignIn.mutate());
      if (assertion === null) return t("declined");
      const result = await sendSignIn("passkey", { assertion });
      return result.kind === "welcome" ? null : (result.message ?? t("unreachable"));
    } catch (error) {
      return errorMessage(error);
    }
  };

  return (
    <div className="flex flex-col gap-2">
      <Button variant={variant} disabled={!hydrated} busy={busy} onClick={() => void signIn()}>
        {!busy && <KeyRound aria-hidden className="size-4" />}
        {t("button")}
      </Button>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
    </div>
  );
}
