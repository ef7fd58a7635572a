"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

export function AcceptButton({ token }: { token: string }) {
  const t = useTranslations("team.invite");
  const client = useTRPCClient();
  const hydrated = useHydrated();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const accept = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await client.invitation.accept.mutate({ token });
      // A whole page load: another workspace from here on.
      window.location.assign("/monitors");
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-3">
      {problem !== undefined && <FieldError>{problem}</FieldError>}
      <Button variant="primary" disabled={!hydrated} busy={busy} onClick={() => void accept()}>
        {t("accept")}
      </Button>
    </div>
  );
}
