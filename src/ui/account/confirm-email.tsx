"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useHydrated } from "#ui/live/use-hydrated.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

export function ConfirmEmail({ token }: { token: string }) {
  const t = useTranslations("account.confirmEmail");
  const client = useTRPCClient();
  const hydrated = useHydrated();
  const [email, setEmail] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setEmail((await client.account.confirmEmail.mutate({ token })).email);
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };

  if (email !== undefined) {
    return (
      <div className="flex flex-col gap-4 text-center">
        <p role="status" className="text-sm break-words text-ink-2">
          {t("done", { email })}
        </p>
        <Button asChild variant="primary">
          <Link href="/monitors">{t("onward")}</Link>
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {problem !== undefined && <FieldError>{problem}</FieldError>}
      <Button variant="primary" disabled={!hydrated} busy={busy} onClick={() => void confirm()}>
        {t("button")}
      </Button>
    </div>
  );
}
