"use client";

import { useTranslations } from "next-intl";
import * as z from "zod";
import { StatusSlug } from "#contracts/status-page.ts";
import { readWith } from "#ui/forms/read-with.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import type { PartFormProps } from "./access-form.tsx";
import { FormCard } from "./form-card.tsx";
import { SlugInput } from "./slug-input.tsx";
import { usePanelForm } from "./use-panel-form.ts";

const SlugChange = z.strictObject({ slug: StatusSlug });

export function SlugForm({ page, onDiscard }: PartFormProps) {
  const t = useTranslations("statusPages.slug");
  const client = useTRPCClient();
  const form = usePanelForm({
    initial: { slug: page.slug },
    read: (values) => readWith(SlugChange, values),
    save: ({ slug }) => client.statusPage.setSlug.mutate({ id: page.id, slug }),
  });
  return (
    <FormCard title={t("title")} note={t("note")} form={form} onDiscard={onDiscard}>
      <SlugInput
        value={form.values.slug}
        onChange={(slug) => form.set({ slug })}
        error={form.problems.slug}
      />
    </FormCard>
  );
}
