"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ImportResult } from "#domain/import/to-document.ts";
import { CheckList } from "#ui/forms/check-list.tsx";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useTRPC } from "#ui/trpc/trpc-context.ts";
import type { ImportChoice } from "./import-steps.ts";
import { WarningList } from "./warning-list.tsx";

type FoundCardProps = {
  result: ImportResult;
  choice: ImportChoice;
  busy: boolean;
  onChoose: (change: Partial<ImportChoice>) => void;
  onPlan: () => Promise<void>;
  onBack: () => void;
};

const CHANNELS = ["file", "usual"] as const;

/** What the file holds, and what a person has to say about it. */
export function FoundCard({ result, choice, busy, onChoose, onPlan, onBack }: FoundCardProps) {
  const t = useTranslations("imports");
  const { data: regions } = useSuspenseQuery(useTRPC().region.list.queryOptions());
  const { document, warnings, secrets, history } = result;
  const counts = {
    monitors: document.monitors.length,
    channels: document.channels.length,
    maintenance: document.maintenance.length,
    pages: document.statusPages.length,
  };
  return (
    <Card>
      <CardHeader title={t("found.title")} note={t("found.counts", counts)} />
      <div className="flex flex-col gap-5 p-4">
        <CheckList
          label={t("found.regions")}
          options={regions.map(({ code, name }) => ({ id: code, name }))}
          chosen={choice.regions}
          onChange={(chosen) => onChoose({ regions: chosen })}
          empty={t("found.regionsEmpty")}
        />
        <p className="-mt-3 text-xs text-ink-3">{t("found.regionsHint")}</p>
        {counts.channels > 0 && (
          <Field label={t("found.channels")} error={undefined}>
            {(control) => (
              <Select
                {...control}
                value={choice.channels}
                onChange={(channels) => onChoose({ channels })}
                options={CHANNELS.map((value) => ({ value, label: t(`found.tell.${value}`) }))}
              />
            )}
          </Field>
        )}
        {secrets.length > 0 && (
          <SwitchRow
            label={t("found.secrets", { count: secrets.length })}
            note={t("found.secretsNote")}
            checked={choice.withSecrets}
            onChange={(withSecrets) => onChoose({ withSecrets })}
          />
        )}
        <SwitchRow
          label={t("found.paused")}
          note={t("found.pausedNote")}
          checked={choice.paused}
          onChange={(paused) => onChoose({ paused })}
        />
        {history.length > 0 && (
          <p className="text-xs text-ink-2">{t("found.history", { count: history.length })}</p>
        )}
        <WarningList warnings={warnings} />
      </div>
      <footer className="flex flex-wrap gap-2 border-t px-4 py-3">
        <Button variant="primary" busy={busy} onClick={() => void onPlan()}>
          {t("found.plan")}
        </Button>
        <Button onClick={onBack}>{t("found.other")}</Button>
      </footer>
    </Card>
  );
}
