"use client";

import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { answerPasskey } from "#ui/auth/answer-passkey.ts";
import { PasswordInput } from "#ui/auth/password-input.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
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
      const problem = await prove();
      if (problem === null) onProven();
      else setProblem(problem);
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };

  /** Null when it was right. */
  const prove = async (): Promise<string | null> => {
    if (way === "passkey") {
      const assertion = await answerPasskey(await client.proof.offerPasskey.mutate());
      if (assertion === null) return t("declined");
      await client.proof.withPasskey.mutate({ assertion });
    } else if (way === "totp") await client.proof.withCode.mutate({ code: secret });
    else await client.proof.withPassword.mutate({ password: secret });
    return null;
  };

  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <div className="flex-1 p-5">
        {way === "passkey" ? (
          <PasskeyNote problem={problem} />
        ) : (
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
        )}
      </div>
      <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
        <Button onClick={onCancel}>{t("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t(way === "passkey" ? "use.passkey" : "confirm")}
        </Button>
      </footer>
    </form>
  );
}

function PasskeyNote({ problem }: { problem: string | undefined }) {
  const t = useTranslations("account.proof");
  return (
    <div className="flex flex-col gap-3">
      <p className="flex items-center gap-3 text-sm text-ink-2">
        <Fingerprint aria-hidden className="size-6 shrink-0 text-accent-text" />
        {t("passkeyNote")}
      </p>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
    </div>
  );
}
