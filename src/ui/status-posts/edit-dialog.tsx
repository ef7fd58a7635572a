"use client";

import { useTranslations } from "next-intl";
import type { PostView } from "#contracts/status-post.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { ComponentImpacts } from "./component-impacts.tsx";
import { readEdit, valuesOfPost } from "./post-values.ts";
import { ImpactField } from "./state-fields.tsx";
import { useRefreshPosts } from "./use-refresh-posts.ts";

export function EditDialog({ post, onClose }: { post: PostView; onClose: () => void }) {
  const t = useTranslations("statusPosts.edit");
  return (
    <DraftDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      description={t(post.isAutomatic ? "noteAutomatic" : "note")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <EditForm post={post} {...handlers} />}
    </DraftDialog>
  );
}

function EditForm({ post, onDirty, onDone, onCancel }: { post: PostView } & DraftHandlers) {
  const t = useTranslations("statusPosts");
  const client = useTRPCClient();
  const refresh = useRefreshPosts();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: valuesOfPost(post),
    read: (typed) => readEdit(typed, post),
    save: async (edit) => {
      await client.statusPost.edit.mutate({ id: post.id, edit });
      onDone();
      toast.success(t("edit.done"));
      await refresh();
    },
    onDirty,
  });
  const hasEnd = post.kind !== "incident" || post.state === "resolved";
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label={t("fields.title")} error={problems.title}>
          {(control) => (
            <Input
              {...control}
              value={values.title}
              onChange={(event) => set({ title: event.target.value })}
              autoComplete="off"
            />
          )}
        </Field>
        <ImpactField value={values.impact} onChange={(impact) => set({ impact })} error={problems.impact} />
        <div className="grid gap-4 sm:grid-cols-2">
          <MomentField
            label={t("fields.startsAt")}
            value={values.startsAt}
            onChange={(startsAt) => set({ startsAt })}
            error={problems.startsAt}
            hint={t("fields.inYourTime")}
          />
          {hasEnd && (
            <MomentField
              label={t("fields.endsAt")}
              value={values.endsAt}
              onChange={(endsAt) => set({ endsAt })}
              error={problems.endsAt}
            />
          )}
        </div>
        {post.kind !== "announcement" && (
          <ComponentImpacts
            impacts={values.impacts}
            onChange={(impacts) => set({ impacts })}
            error={problems.components}
          />
        )}
      </FormBody>
      <FormFoot submitLabel={t("edit.submit")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
