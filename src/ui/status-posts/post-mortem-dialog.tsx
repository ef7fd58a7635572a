"use client";

import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import * as z from "zod";
import { type PostView, PublicPostMortem } from "#contracts/status-post.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { Button } from "#ui/primitives/button.tsx";
import { DraftDialog, type DraftHandlers } from "#ui/primitives/draft-dialog.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { BodyField } from "./body-field.tsx";
import { useRefreshPosts } from "./use-refresh-posts.ts";

const Input = z.strictObject({ markdown: PublicPostMortem });

export function PostMortemDialog({ post, onClose }: { post: PostView; onClose: () => void }) {
  const t = useTranslations("statusPosts.postMortem");
  return (
    <DraftDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      description={t("note")}
      unsaved={t("unsaved")}
    >
      {(handlers) => <PostMortemForm post={post} {...handlers} />}
    </DraftDialog>
  );
}

function PostMortemForm({ post, onDirty, onDone, onCancel }: { post: PostView } & DraftHandlers) {
  const t = useTranslations("statusPosts.postMortem");
  const client = useTRPCClient();
  const refresh = useRefreshPosts();
  const [basedOn] = useState(post.postMortem ?? "");
  const [isInternal, setInternal] = useState(false);
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: { markdown: basedOn },
    read: (typed) => readWith(Input, typed),
    save: async ({ markdown }) => {
      await client.statusPost.savePostMortem.mutate({ id: post.id, markdown, basedOn });
      onDone();
      toast.success(t("done"));
      await refresh();
    },
    onDirty,
  });
  const begin = async () => {
    try {
      const draft = await client.statusPost.draftPostMortem.query({ id: post.id });
      set({ markdown: draft.markdown });
      setInternal(draft.isInternal);
    } catch (error) {
      toast.error(errorMessage(error));
    }
  };
  return (
    <form {...formProps} className="flex min-h-0 flex-1 flex-col">
      <FormBody problems={problems}>
        {isInternal && (
          <p role="status" className="rounded-md border bg-sunken p-3 text-[0.8125rem]">
            {t("internal")}
          </p>
        )}
        <BodyField
          label={t("text")}
          rows={16}
          maxLength={100_000}
          value={values.markdown}
          onChange={(markdown) => set({ markdown })}
          error={problems.markdown}
        />
      </FormBody>
      <FormFoot submitLabel={t("save")} busy={busy} onCancel={onCancel}>
        {values.markdown === "" && (
          <Button onClick={() => void begin()}>
            <Sparkles aria-hidden className="size-4" />
            {t("begin")}
          </Button>
        )}
      </FormFoot>
    </form>
  );
}
