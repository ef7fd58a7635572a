"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { AccountEmail } from "#contracts/account.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useFreshProof } from "./fresh-proof-context.ts";

/** Nothing changes before the link in the new mailbox was used. */
export function EmailDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account.email");
  const [sentTo, setSentTo] = useState<string>();
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note")}>
      {sentTo === undefined ? (
        <EmailForm onSent={setSentTo} onClose={onClose} />
      ) : (
        <>
          <p role="status" className="flex-1 p-5 text-sm text-ink-2">
            {t.rich("sent", { email: sentTo, b: (text) => <b className="font-medium text-ink">{text}</b> })}
          </p>
          <footer className="flex justify-end border-t px-5 py-3.5">
            <Button variant="primary" onClick={onClose}>
              {t("done")}
            </Button>
          </footer>
        </>
      )}
    </Dialog>
  );
}

function EmailForm({ onSent, onClose }: { onSent: (email: string) => void; onClose: () => void }) {
  const t = useTranslations("account.email");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = AccountEmail.safeParse(email);
    if (!read.success) return setProblem(t("missing"));
    setBusy(true);
    setProblem(undefined);
    try {
      await withProof(() => client.account.requestEmail.mutate({ email: read.data }));
      onSent(read.data);
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={{}}>
        <Field label={t("label")} error={problem}>
          {(control) => (
            <Input
              {...control}
              type="email"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              autoComplete="email"
              autoFocus
            />
          )}
        </Field>
      </FormBody>
      <FormFoot submitLabel={t("send")} busy={busy} onCancel={onClose} />
    </form>
  );
}
