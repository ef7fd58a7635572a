"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import * as z from "zod";
import { PageTitle, type StatusPageDetail, StatusSlug } from "#contracts/status-page.ts";
import { FormBody, FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { readWith } from "#ui/forms/read-with.ts";
import { useContractForm } from "#ui/forms/use-contract-form.ts";
import { Dialog } from "#ui/primitives/dialog.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { toast } from "#ui/theme/toast.ts";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { SlugInput } from "./slug-input.tsx";
import { suggestSlug } from "./suggest-slug.ts";
import { useRefreshPages } from "./use-page-command.ts";

const Copy = z.strictObject({ title: PageTitle, slug: StatusSlug });
type DuplicatePageDialogProps = { page: StatusPageDetail; onClose: () => void };

export function DuplicatePageDialog({ page, onClose }: DuplicatePageDialogProps) {
  const t = useTranslations("statusPages.duplicate");
  const router = useRouter();
  const client = useTRPCClient();
  const refresh = useRefreshPages();
  const first: { title: string; slug: string | null } = {
    title: t("copyOf", { title: page.title }).slice(0, 120),
    slug: null,
  };
  const { values, set, problems, busy, formProps } = useContractForm({
    initial: first,
    read: ({ title, slug }) => readWith(Copy, { title, slug: slug ?? suggestSlug(title) }),
    save: async (copy) => {
      const { id } = await client.statusPage.duplicate.mutate({ id: page.id, ...copy });
      toast.success(t("done"));
      onClose();
      void refresh();
      router.push(`/status-pages/${id}/content` as Route);
    },
    onDirty: () => undefined,
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("title", { title: page.title })} description={t("note")}>
      <form {...formProps} className="flex min-h-0 flex-1 flex-col">
        <FormBody problems={problems}>
          <Field label={t("newTitle")} error={problems.title}>
            {(control) => (
              <Input
                {...control}
                value={values.title}
                onChange={(event) => set({ title: event.target.value })}
                autoComplete="off"
              />
            )}
          </Field>
          <SlugInput
            value={values.slug ?? suggestSlug(values.title)}
            onChange={(slug) => set({ slug })}
            error={problems.slug}
          />
        </FormBody>
        <FormFoot submitLabel={t("save")} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
