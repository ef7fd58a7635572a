"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { sendSignIn } from "./send-sign-in.ts";

export function SignInLinkButton({ token }: { token: string }) {
  const t = useTranslations("auth.link");
  const hydrated = useHydrated();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const signIn = async () => {
    setBusy(true);
    setProblem(undefined);
    const result = await sendSignIn("link", { token });
    // A whole page load: the router may still hold pages that it got without a session.
    if (result.kind === "welcome") return window.location.assign(result.next ?? "/monitors");
    setProblem(result.message ?? t("unreachable"));
    setBusy(false);
  };

  return (
    <div className="flex flex-col gap-3">
      <Button
        variant="primary"
        className="h-10"
        disabled={!hydrated}
        busy={busy}
        onClick={() => void signIn()}
      >
        {t("submit")}
      </Button>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
      <p className="text-center text-xs text-pretty text-ink-3">{t("notYou")}</p>
    </div>
  );
}
