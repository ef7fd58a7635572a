"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormBody } from "#ui/forms/form-dialog-parts.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { forgetRecent } from "#ui/shell/recent-places.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useFreshProof } from "./fresh-proof-context.ts";
import { useAccount } from "./use-account.ts";

/** Says what goes and what stays, and asks for the address so that no slip of the hand is enough. */
export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account.deletion");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const { account } = useAccount();
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = email.trim().toLowerCase();
    if (typed !== account.email) return setProblem(t("wrong"));
    setBusy(true);
    setProblem(undefined);
    try {
      await withProof(() => client.account.delete.mutate({ email: typed }));
      forgetRecent();
      // A whole page load, so that nothing of the account stays in memory.
      window.location.assign("/sign-in");
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note")}>
      <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
        <FormBody problems={{}}>
          <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-ink-2">
            {(["account", "workspaces", "names", "last"] as const).map((line) => (
              <li key={line}>{t(`what.${line}`)}</li>
            ))}
          </ul>
          <Field label={t("label", { email: account.email })} error={problem}>
            {(control) => (
              <Input
                {...control}
                type="email"
                value={email}
                onChange={(event) => setEmail(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        </FormBody>
        <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
          <Button onClick={onClose}>{t("keep")}</Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t("confirm")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
