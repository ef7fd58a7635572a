"use client";

import { useTranslations } from "next-intl";
import * as z from "zod";
import { CustomDomain } from "#contracts/status-page.ts";
import { readWith } from "#ui/forms/read-with.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { FormCard } from "./form-card.tsx";
import { usePanelForm } from "./use-panel-form.ts";

const DomainChange = z.strictObject({ domain: CustomDomain });

type DomainFormProps = { pageId: string; onDiscard: () => void };

export function DomainForm({ pageId, onDiscard }: DomainFormProps) {
  const t = useTranslations("statusPages.domain");
  const client = useTRPCClient();
  const form = usePanelForm({
    initial: { domain: "" },
    read: (values) => readWith(DomainChange, values),
    save: ({ domain }) => client.statusPage.setDomain.mutate({ id: pageId, domain }),
  });
  return (
    <FormCard title={t("title")} note={t("note")} form={form} onDiscard={onDiscard} submitLabel={t("set")}>
      <Field label={t("label")} hint={t("hint")} error={form.problems.domain}>
        {(control) => (
          <Input
            {...control}
            value={form.values.domain}
            onChange={(event) => form.set({ domain: event.target.value })}
            placeholder="status.example.com"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            inputMode="url"
            className="font-mono text-[0.8125rem]"
          />
        )}
      </Field>
    </FormCard>
  );
}
