"use client";

import { useTranslations } from "next-intl";
import { PostPublication, type PostView } from "#contracts/status-post.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { fromLocalText, toLocalText } from "#ui/forms/local-moment.ts";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { NotifyRow } from "./notify-row.tsx";
import { useRefreshPosts } from "./use-refresh-posts.ts";

const HOUR_MS = 3_600_000;

export function PublishDialog({ post, onClose }: { post: PostView; onClose: () => void }) {
  const t = useTranslations("statusPosts.publish");
  const client = useTRPCClient();
  const refresh = useRefreshPosts();
  const when: "now" | "at" = post.publishAt === null ? "now" : "at";
  const nextHour = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: { when, at: toLocalText(post.publishAt ?? nextHour), notify: true },
    read: ({ when: kind, at, notify }) =>
      readWith(PostPublication, kind === "now" ? { kind, notify } : { kind, at: fromLocalText(at), notify }),
    save: async (publication) => {
      await client.statusPost.publish.mutate({ id: post.id, publication });
      toast.success(t(`done.${publication.kind}`));
      onClose();
      await refresh();
    },
    onDirty: () => undefined,
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("note")}>
      <form {...formProps} className="flex min-h-0 flex-1 flex-col">
        <FormBody problems={problems}>
          <Segmented
            label={t("label")}
            value={values.when}
            onChange={(choice) => set({ when: choice })}
            options={[
              { value: "now", label: t("now") },
              { value: "at", label: t("at") },
            ]}
          />
          {values.when === "at" && (
            <MomentField
              label={t("moment")}
              value={values.at}
              onChange={(at) => set({ at })}
              error={problems.at ?? problems["publish.at"]}
              hint={t("inYourTime")}
            />
          )}
          <NotifyRow
            checked={values.notify}
            onChange={(notify) => set({ notify })}
            impact={post.impact}
            componentIds={post.components.map(({ id }) => id)}
          />
        </FormBody>
        <FormFoot submitLabel={t(`submit.${values.when}`)} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
