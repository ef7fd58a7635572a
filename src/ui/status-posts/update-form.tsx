"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { uuidv7 } from "uuidv7";
import type { PostView } from "#contracts/status-post.ts";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useUnsavedGuard } from "#ui/forms/use-unsaved-guard.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { BodyField } from "./body-field.tsx";
import { ComponentImpacts } from "./component-impacts.tsx";
import { NotifyRow } from "./notify-row.tsx";
import { newUpdateValues, readUpdate } from "./post-values.ts";
import { StateFields } from "./state-fields.tsx";
import { useRefreshPosts } from "./use-refresh-posts.ts";

/** What is typed stays until the server has it; its id stays with it, so that a second try says it once. */
export function UpdateForm({ post, onDone }: { post: PostView; onDone: () => void }) {
  const t = useTranslations("statusPosts");
  const client = useTRPCClient();
  const refresh = useRefreshPosts();
  const [begun] = useState({ post, updateId: uuidv7() });
  const [dirty, setDirty] = useState(false);
  useUnsavedGuard(dirty);
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: newUpdateValues(begun.post),
    read: (typed) => readUpdate(typed, begun),
    save: async (input) => {
      await client.statusPost.addUpdate.mutate({ id: post.id, input });
      setDirty(false);
      toast.success(t(post.publishedAt === null ? "update.kept" : "update.done"));
      await refresh();
      onDone();
    },
    onDirty: setDirty,
  });
  return (
    <form
      {...formProps}
      aria-label={t("update.title")}
      className="flex flex-col gap-4 border-t bg-sunken p-4"
    >
      {problems.root !== undefined && <FieldError>{problems.root}</FieldError>}
      <StateFields
        kind={post.kind}
        state={values.state}
        impact={values.impact}
        onState={(state) => set({ state })}
        onImpact={(impact) => set({ impact })}
        problems={problems}
      />
      {post.kind !== "incident" && (
        <MomentField
          label={t("fields.endsAt")}
          value={values.endsAt}
          onChange={(endsAt) => set({ endsAt })}
          error={problems.endsAt}
        />
      )}
      <BodyField
        label={t("fields.body")}
        value={values.body}
        onChange={(body) => set({ body })}
        error={problems.body}
      />
      {post.kind !== "announcement" && (
        <ComponentImpacts
          impacts={values.impacts}
          onChange={(impacts) => set({ impacts })}
          error={problems.components}
        />
      )}
      <NotifyRow
        checked={values.notify}
        onChange={(notify) => set({ notify })}
        impact={values.impact}
        componentIds={Object.keys(values.impacts)}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t("update.cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("update.submit")}
        </Button>
      </div>
    </form>
  );
}
