"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PostKind, type TemplateView } from "#contracts/status-post.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useEditablePage } from "#ui/status-pages/editable-page-context.ts";
import { toast } from "#ui/theme/toast.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { PostFields } from "./post-fields.tsx";
import { type PostValues, readPost, withKind, withTemplate } from "./post-values.ts";
import { useRefreshPosts } from "./use-refresh-posts.ts";

type ComposeDialogProps = {
  initial: PostValues;
  onClose: () => void;
  onPosted: (publish: PostValues["publish"]) => void;
};

export function ComposeDialog({ initial, onClose, onPosted }: ComposeDialogProps) {
  const t = useTranslations("statusPosts.compose");
  return (
    <DraftDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      description={t("note")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <ComposeForm initial={initial} onPosted={onPosted} {...handlers} />}
    </DraftDialog>
  );
}

type ComposeFormProps = Pick<ComposeDialogProps, "initial" | "onPosted"> & DraftHandlers;

function ComposeForm({ initial, onPosted, onDirty, onDone, onCancel }: ComposeFormProps) {
  const t = useTranslations("statusPosts");
  const client = useTRPCClient();
  const refresh = useRefreshPosts();
  const { id: pageId } = useEditablePage();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial,
    read: readPost,
    save: async (input) => {
      await client.statusPost.create.mutate({ pageId, input });
      onDone();
      toast.success(t(`compose.done.${input.publish.kind}`));
      onPosted(input.publish.kind);
      await refresh();
    },
    onDirty,
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        {values.incidentId === null && (
          <>
            <Segmented
              label={t("fields.kind")}
              value={values.kind}
              onChange={(kind) => set(withKind(values, kind, Date.now()))}
              options={PostKind.options.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
            <TemplateField onChoose={(template) => set(withTemplate(values, template, Date.now()))} />
          </>
        )}
        <PostFields values={values} set={set} problems={problems} />
      </FormBody>
      <FormFoot submitLabel={t(`compose.submit.${values.publish}`)} busy={busy} onCancel={onCancel} />
    </form>
  );
}

function TemplateField({ onChoose }: { onChoose: (template: TemplateView) => void }) {
  const t = useTranslations("statusPosts.templates");
  const trpc = useTRPC();
  const [chosen, setChosen] = useState("");
  const templates = useQuery(trpc.statusTemplate.list.queryOptions()).data ?? [];
  if (templates.length === 0) return null;
  const choose = (id: string) => {
    const template = templates.find((one) => one.id === id);
    setChosen(id);
    if (template) onChoose(template);
  };
  return (
    <Field label={t("use")} hint={t("useHint")} error={undefined}>
      {(control) => (
        <Select
          {...control}
          value={chosen}
          onChange={choose}
          options={templates.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </Field>
  );
}
