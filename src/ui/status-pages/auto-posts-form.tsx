"use client";

import { useTranslations } from "next-intl";
import * as z from "zod";
import { AutoPosts } from "#contracts/status-page.ts";
import { readWith } from "#ui/forms/read-with.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import type { PartFormProps } from "./access-form.tsx";
import { ChoiceCards } from "./choice-cards.tsx";
import { FormCard } from "./form-card.tsx";
import { usePanelForm } from "./use-panel-form.ts";

const AutoPostsChange = z.strictObject({ autoPosts: AutoPosts });

/** What a verdict does to the page. */
export function AutoPostsForm({ page, onDiscard }: PartFormProps) {
  const t = useTranslations("statusPages.autoPosts");
  const client = useTRPCClient();
  const form = usePanelForm({
    initial: { autoPosts: page.autoPosts },
    read: (values) => readWith(AutoPostsChange, values),
    save: ({ autoPosts }) => client.statusPage.setAutoPosts.mutate({ id: page.id, autoPosts }),
  });
  return (
    <FormCard title={t("title")} note={t("note")} form={form} onDiscard={onDiscard}>
      <ChoiceCards
        label={t("label")}
        value={form.values.autoPosts}
        onChange={(autoPosts) => form.set({ autoPosts })}
        options={AutoPosts.options.map((value) => ({
          value,
          label: t(`choices.${value}.label`),
          note: t(`choices.${value}.note`),
        }))}
        disabled={onDiscard === null}
      />
    </FormCard>
  );
}
