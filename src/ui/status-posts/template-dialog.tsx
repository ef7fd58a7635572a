"use client";

import { useTranslations } from "next-intl";
import { PostKind, TemplateInput, type TemplateView } from "#contracts/status-post.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { BodyField } from "./body-field.tsx";
import { newPostValues } from "./post-values.ts";
import { StateFields } from "./state-fields.tsx";
import { useRefreshTemplates } from "./use-refresh-templates.ts";

/** `edited` null: a new one. */
type TemplateDialogProps = { edited: TemplateView | null; onClose: () => void };

export function TemplateDialog({ edited, onClose }: TemplateDialogProps) {
  const t = useTranslations("statusPosts.templates");
  return (
    <DraftDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(edited === null ? "add" : "edit")}
      description={t("note")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <TemplateForm edited={edited} {...handlers} />}
    </DraftDialog>
  );
}

type TemplateFormProps = Pick<TemplateDialogProps, "edited"> & DraftHandlers;

function TemplateForm({ edited, onDirty, onDone, onCancel }: TemplateFormProps) {
  const t = useTranslations("statusPosts");
  const client = useTRPCClient();
  const refresh = useRefreshTemplates();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: firstValues(edited),
    read: (typed) => readWith(TemplateInput, typed),
    save: async (input) => {
      if (edited === null) await client.statusTemplate.create.mutate(input);
      else await client.statusTemplate.update.mutate({ id: edited.id, input });
      onDone();
      toast.success(t("templates.saved"));
      await refresh();
    },
    onDirty,
  });
  const changeKind = (kind: PostKind) => {
    const { state, impact } = newPostValues(Date.now(), kind);
    set({ kind, state, impact });
  };
  const texts = ["name", "title"] as const;
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Segmented
          label={t("fields.kind")}
          value={values.kind}
          onChange={changeKind}
          options={PostKind.options.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        {texts.map((field) => (
          <Field key={field} label={t(`fields.${field}`)} error={problems[field]}>
            {(control) => (
              <Input
                {...control}
                value={values[field]}
                onChange={(event) => set({ [field]: event.target.value })}
                autoComplete="off"
              />
            )}
          </Field>
        ))}
        <StateFields
          kind={values.kind}
          state={values.state}
          impact={values.impact}
          onState={(state) => set({ state })}
          onImpact={(impact) => set({ impact })}
          problems={problems}
        />
        <BodyField
          label={t("fields.body")}
          value={values.body}
          onChange={(body) => set({ body })}
          error={problems.body}
        />
      </FormBody>
      <FormFoot submitLabel={t("templates.save")} busy={busy} onCancel={onCancel} />
    </form>
  );
}

function firstValues(edited: TemplateView | null): TemplateInput {
  if (edited !== null) {
    const { id, ...values } = edited;
    return values;
  }
  const { kind, title, state, impact, body } = newPostValues(Date.now());
  return { name: "", kind, title, state, impact, body };
}
