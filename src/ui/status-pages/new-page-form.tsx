"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { useUnsavedGuard } from "#ui/forms/use-unsaved-guard.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { errorMessage } from "#ui/trpc/error-message.ts";
import { useTRPC, useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { ChoiceCards } from "./choice-cards.tsx";
import { firstLayout } from "./first-layout.ts";
import { NamedMonitorPicker } from "./named-monitor-picker.tsx";
import { type NewPage, newPageValues, readNewPage } from "./new-page-values.ts";
import { SlugInput } from "./slug-input.tsx";
import { suggestSlug } from "./suggest-slug.ts";
import { useFirstMonitors } from "./use-first-monitors.ts";

const CHOICES = ["all", "tags", "pick", "none"] as const;

export function NewPageForm() {
  const t = useTranslations("statusPages.new");
  const router = useRouter();
  const [dirty, setDirty] = useState(false);
  useUnsavedGuard(dirty);
  const create = useCreatePage();
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: newPageValues,
    read: (given) => readNewPage(given, suggestSlug(given.title)),
    save: async (input) => {
      const id = await create(input);
      setDirty(false);
      router.push(`/status-pages/${id}/content` as Route);
    },
    onDirty: setDirty,
  });
  return (
    <form {...formProps} className="flex flex-col">
      <FormBody problems={problems}>
        <Field label={t("title")} hint={t("titleHint")} error={problems.title}>
          {(control) => (
            <Input
              {...control}
              value={values.title}
              onChange={(event) => set({ title: event.target.value })}
              placeholder={t("titleExample")}
              autoComplete="off"
            />
          )}
        </Field>
        <SlugInput
          value={values.slug ?? suggestSlug(values.title)}
          onChange={(slug) => set({ slug })}
          error={problems.slug}
        />
        <ChoiceCards
          label={t("monitors")}
          value={values.choice}
          onChange={(choice) => set({ choice })}
          options={CHOICES.map((value) => ({
            value,
            label: t(`choices.${value}.label`),
            note: t(`choices.${value}.note`),
          }))}
        />
        {values.choice === "tags" && (
          <TagInput
            label={t("tags")}
            value={values.tags}
            onChange={(tags) => set({ tags })}
            error={problems["shown.tags"]}
            hint={t("tagsHint")}
          />
        )}
        {values.choice === "pick" && (
          <NamedMonitorPicker
            label={t("pick")}
            chosen={values.monitors}
            onChange={(monitors) => set({ monitors })}
            error={problems["shown.monitors"]}
          />
        )}
      </FormBody>
      <FormFoot
        submitLabel={t("create")}
        busy={busy}
        onCancel={() => router.push("/status-pages" as Route)}
      />
    </form>
  );
}

/** Creates the draft and fills it. A page that could not be filled is there all the same: it is filled by hand. */
function useCreatePage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const findMonitors = useFirstMonitors();
  return async ({ title, slug, shown }: NewPage): Promise<string> => {
    const layout = firstLayout(await findMonitors(shown), shown.kind === "tags" ? shown.tags : []);
    const { id } = await client.statusPage.create.mutate({ title, slug });
    try {
      if (layout.length > 0) await client.statusPage.saveLayout.mutate({ id, layout });
    } catch (error) {
      toast.error(errorMessage(error), { duration: 10_000 });
    }
    void queryClient.invalidateQueries({ queryKey: trpc.statusPage.pathKey() });
    return id;
  };
}
