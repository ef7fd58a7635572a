"use client";

import { useTranslations } from "next-intl";
import { SecretInput, type SecretView } from "#contracts/secret.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input, Textarea } from "#ui/primitives/input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { useRefreshSecrets } from "./use-refresh-secrets.ts";

type SecretDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Whose value is replaced; null: a new one is added. */
  replaced: SecretView | null;
};

export function SecretDialog({ open, onOpenChange, replaced }: SecretDialogProps) {
  const t = useTranslations("team.secrets.form");
  return (
    <DraftDialog
      open={open}
      onOpenChange={onOpenChange}
      title={replaced === null ? t("title") : t("replaceTitle", { name: replaced.name })}
      description={replaced === null ? t("note") : t("replaceNote", { count: replaced.usedBy })}
      unsaved={t("unsaved")}
    >
      {(handlers) => <SecretForm replaced={replaced} {...handlers} />}
    </DraftDialog>
  );
}

function SecretForm({
  replaced,
  onDirty,
  onDone,
  onCancel,
}: DraftHandlers & Pick<SecretDialogProps, "replaced">) {
  const t = useTranslations("team.secrets.form");
  const client = useTRPCClient();
  const refresh = useRefreshSecrets();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: { name: replaced?.name ?? "", value: "" },
    read: (typed) => readWith(SecretInput, typed),
    onDirty,
    async save({ name, value }) {
      if (replaced === null) await client.secret.create.mutate({ name, value });
      else await client.secret.update.mutate({ id: replaced.id, value });
      await refresh();
      onDone();
      toast.success(t("saved", { name }));
    },
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        {replaced === null && (
          <Field label={t("name")} hint={t("nameHint")} error={problems.name}>
            {(control) => (
              <Input
                {...control}
                value={values.name}
                onChange={(event) => set({ name: event.target.value.toUpperCase().replace(/[\s-]/g, "_") })}
                maxLength={64}
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
                autoFocus
              />
            )}
          </Field>
        )}
        <Field label={t("value")} hint={t("valueHint")} error={problems.value}>
          {(control) => (
            <Textarea
              {...control}
              value={values.value}
              onChange={(event) => set({ value: event.target.value })}
              rows={3}
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-[0.8125rem]"
            />
          )}
        </Field>
      </FormBody>
      <FormFoot submitLabel={t("submit")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
