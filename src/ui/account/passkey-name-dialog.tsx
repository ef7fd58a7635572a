"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { PasskeyName } from "#contracts/passkey.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";

type PasskeyNameDialogProps = { name: string; onSave: (name: string) => Promise<void>; onClose: () => void };

export function PasskeyNameDialog({ name: before, onSave, onClose }: PasskeyNameDialogProps) {
  const t = useTranslations("account.passkeys");
  const [name, setName] = useState(before);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = PasskeyName.safeParse(name);
    if (!read.success) return setProblem(t("nameMissing"));
    setBusy(true);
    await onSave(read.data);
    setBusy(false);
  };

  return (
    <Dialog open onOpenChange={onClose} title={t("renameTitle")} description={t("renameNote")}>
      <form onSubmit={submit} noValidate className="flex min-h-0 flex-1 flex-col">
        <FormBody problems={{}}>
          <Field label={t("name")} error={problem}>
            {(control) => (
              <Input
                {...control}
                value={name}
                onChange={(event) => setName(event.target.value)}
                maxLength={60}
                autoFocus
              />
            )}
          </Field>
        </FormBody>
        <FormFoot submitLabel={t("save")} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
