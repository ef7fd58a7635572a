"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { WorkspaceView } from "#contracts/workspace.ts";
import { useFreshProof } from "#ui/account/fresh-proof-context.ts";
import { FormBody } from "#ui/forms/form-dialog-parts.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";

const WHAT = ["checks", "history", "people", "keys"] as const;

/** Says what goes, and asks for the name so that no slip of the hand is enough. */
export function DeleteWorkspaceDialog({
  workspace,
  onClose,
}: {
  workspace: WorkspaceView;
  onClose: () => void;
}) {
  const t = useTranslations("team.general.delete");
  const cancel = useTranslations("team")("cancel");
  const client = useTRPCClient();
  const withProof = useFreshProof();
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { name, members, monitors } = workspace;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== name.trim()) return setProblem(t("wrong"));
    setBusy(true);
    setProblem(undefined);
    try {
      await withProof(() => client.workspace.delete.mutate({ name: typed }));
      // A whole page load: where to go from here, the server knows.
      window.location.assign("/monitors");
    } catch (error) {
      setProblem(errorMessage(error));
      setBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={onClose} title={t("ask", { name })} description={t("note")}>
      <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
        <FormBody problems={{}}>
          <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm text-ink-2">
            {WHAT.map((line) => (
              <li key={line}>{t(`what.${line}`, { members, monitors })}</li>
            ))}
          </ul>
          <Field label={t("label", { name })} error={problem}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        </FormBody>
        <footer className="flex justify-end gap-2 border-t px-5 py-3.5">
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t("confirm")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
