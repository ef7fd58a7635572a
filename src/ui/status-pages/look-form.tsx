"use client";

import { useTranslations } from "next-intl";
import type { StatusPageDetail } from "#contracts/status-page.ts";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { AccentField } from "./accent-field.tsx";
import { FormCard } from "./form-card.tsx";
import { LookDetails } from "./look-details.tsx";
import { readLook, valuesOfLook } from "./look-values.ts";
import { ThemeChoice } from "./theme-choice.tsx";
import { usePanelForm } from "./use-panel-form.ts";

const MODES = ["system", "light", "dark"] as const;

type LookFormProps = { page: StatusPageDetail; onDiscard: (() => void) | null };

export function LookForm({ page, onDiscard }: LookFormProps) {
  const t = useTranslations("statusPages.look");
  const client = useTRPCClient();
  const form = usePanelForm({
    initial: valuesOfLook(page.look),
    read: readLook,
    save: (look) => client.statusPage.setLook.mutate({ id: page.id, look }),
  });
  const { values, set, problems } = form;
  return (
    <FormCard title={t("title")} note={t("note")} form={form} onDiscard={onDiscard}>
      <ThemeChoice value={values.theme} mode={values.mode} onChange={(theme) => set({ theme })} />
      <div className="flex flex-col items-start gap-1.5">
        <span className="text-[0.8125rem] font-medium">{t("mode")}</span>
        <Segmented
          label={t("mode")}
          value={values.mode}
          onChange={(mode) => set({ mode })}
          options={MODES.map((mode) => ({ value: mode, label: t(`modes.${mode}`) }))}
        />
      </div>
      <AccentField values={values} onChange={(accent) => set({ accent })} error={problems.accent} />
      <LookDetails values={values} set={set} problems={problems} />
    </FormCard>
  );
}
