"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { PasswordInput } from "#ui/auth/password-input.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { CodeInput } from "./code-input.tsx";

export type ProofWay = "passkey" | "password" | "totp";
type ProofFormProps = { way: ProofWay; onProven: () => void; onCancel: () => void };

export function ProofForm({ way, onProven, onCancel }: ProofFormProps) {
  const t = useTranslations("account.proof");
  const client = useTRPCClient();
  const [secret, setSecret] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A dialog may stand inside a form of the page.
    event.stopPropagation();
    setBusy(true);
    setProblem(undefined);
    try {
      if (way === "totp") await client.proof.withCode.mutate({ code: secret });
      else await client.proof.withPassword.mutate({ password: secret });
      onProven();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <div className="flex-1 p-5">
        <Field label={t(`label.${way}`)} error={problem}>
          {(control) =>
            way === "totp" ? (
              <CodeInput {...control} value={secret} onChange={setSecret} autoFocus />
            ) : (
              <PasswordInput
                {...control}
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
                autoComplete="current-password"
                autoFocus
              />
            )
          }
        </Field>
      </div>
      <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
        <Button onClick={onCancel}>{t("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("confirm")}
        </Button>
      </footer>
    </form>
  );
}
