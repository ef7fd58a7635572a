"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type * as z from "zod";
import { DraftUpdateEdit, type PostView, STATES_OF_KIND } from "#contracts/status-post.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { RowMenu } from "#ui/forms/row-menu.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useRemoval } from "#ui/forms/use-removal.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Markdown } from "#ui/markdown/markdown.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useEditablePage } from "#ui/status-pages/editable-page-context.ts";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { BodyField } from "./body-field.tsx";
import { useRefreshPosts } from "./use-refresh-posts.ts";

type Update = PostView["updates"][number];

/** Newest first. Words that visitors may have read stay. */
export function UpdateList({ post }: { post: PostView }) {
  const { canEdit } = useEditablePage();
  const isOpen = canEdit && post.publishedAt === null;
  return (
    <ol className="divide-y border-t">
      {post.updates.map((update) => (
        <UpdateRow
          key={update.id}
          post={post}
          update={update}
          canEdit={isOpen}
          isOnly={post.updates.length === 1}
        />
      ))}
    </ol>
  );
}

type UpdateRowProps = { post: PostView; update: Update; canEdit: boolean; isOnly: boolean };

function UpdateRow({ post, update, canEdit, isOnly }: UpdateRowProps) {
  const t = useTranslations("statusPosts");
  const client = useTRPCClient();
  const refresh = useRefreshPosts();
  const [editing, setEditing] = useState(false);
  const { id, at, state, body, by, notify, told } = update;
  const { remove } = useRemoval({
    run: () => client.statusPost.deleteUpdate.mutate({ id }),
    done: t("update.deleted"),
    after: () => void refresh(),
  });
  return (
    <li className="flex items-start justify-between gap-3 px-4 py-3">
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <p className="flex flex-wrap items-center gap-x-2.5 text-xs text-ink-3">
          <strong className="font-semibold text-ink-2">{t(`states.${state}`)}</strong>
          <Moment at={at} withDay />
          <span className="break-all">{by ?? t("update.byUptick")}</span>
          {!notify && <span>{t("update.quiet")}</span>}
          {told > 0 && <span>{t("update.told", { count: told })}</span>}
        </p>
        <Markdown text={body} />
      </div>
      {canEdit && (
        <RowMenu
          name={t("update.one", { state: t(`states.${state}`) })}
          onEdit={() => setEditing(true)}
          onDelete={() => (isOnly ? toast.error(t("update.last")) : void remove())}
        />
      )}
      {editing && (
        <DraftDialog
          open
          onOpenChange={(open) => !open && setEditing(false)}
          title={t("update.edit")}
          description={t("update.editNote")}
          unsaved={t("edit.unsaved")}
        >
          {(handlers) => <DraftUpdateForm post={post} update={update} {...handlers} />}
        </DraftDialog>
      )}
    </li>
  );
}

type DraftUpdateFormProps = Pick<UpdateRowProps, "post" | "update"> & DraftHandlers;

function DraftUpdateForm({ post, update, onDirty, onDone, onCancel }: DraftUpdateFormProps) {
  const t = useTranslations("statusPosts");
  const client = useTRPCClient();
  const refresh = useRefreshPosts();
  const { values, set, problems, busy, formProps } = useContractForm<
    z.input<typeof DraftUpdateEdit>,
    DraftUpdateEdit
  >({
    initial: { state: update.state, body: update.body },
    read: (typed) => readWith(DraftUpdateEdit, typed),
    save: async (edit) => {
      await client.statusPost.editUpdate.mutate({ id: update.id, edit });
      onDone();
      toast.success(t("edit.done"));
      await refresh();
    },
    onDirty,
  });
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        <Field label={t("fields.state")} error={problems.state}>
          {(control) => (
            <Select
              {...control}
              value={values.state}
              onChange={(state) => set({ state })}
              options={STATES_OF_KIND[post.kind].map((value) => ({ value, label: t(`states.${value}`) }))}
            />
          )}
        </Field>
        <BodyField
          label={t("fields.body")}
          value={values.body}
          onChange={(body) => set({ body })}
          error={problems.body}
        />
      </FormBody>
      <FormFoot submitLabel={t("edit.submit")} busy={busy} onCancel={onCancel} />
    </form>
  );
}
