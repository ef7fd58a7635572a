"use client";

import { useTranslations } from "next-intl";
import type { Check } from "#contracts/check.ts";
import type { RegionView } from "#contracts/view.ts";
import type { Problems } from "#ui/forms/read-with.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import type { FormValues } from "./form-values.ts";
import { IntervalField } from "./interval-field.tsx";
import { RegionToggles } from "./region-toggles.tsx";

type MainFieldsProps = {
  values: FormValues;
  /** As typed, for what the regions can do. */
  check: Check;
  set: (change: Partial<FormValues>) => void;
  problems: Problems;
  regions: readonly RegionView[];
  onName: (name: string) => void;
};

/** What every monitor has, whatever it checks. A heartbeat is timed by its job and comes from anywhere. */
export function MainFields({ values, check, set, problems, regions, onName }: MainFieldsProps) {
  const t = useTranslations("monitorForm");
  const { kind } = values.check;
  const isChecked = kind !== "heartbeat";
  return (
    <>
      <Field label={t("name")} error={problems.name}>
        {(control) => (
          <Input
            {...control}
            value={values.name}
            onChange={(event) => onName(event.target.value)}
            autoComplete="off"
          />
        )}
      </Field>
      {isChecked && (
        <>
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <IntervalField
              key={kind}
              kind={kind}
              value={values.intervalSec}
              onChange={(intervalSec) => set({ intervalSec })}
              error={problems.intervalSec}
            />
            <Field label={t("timeout")} error={problems.timeoutMs} hint={t("timeoutHint")}>
              {(control) => (
                <Input
                  {...control}
                  value={values.timeoutSec}
                  onChange={(event) => set({ timeoutSec: event.target.value })}
                  inputMode="decimal"
                  className="tabular-nums"
                />
              )}
            </Field>
          </div>
          <RegionToggles
            regions={regions}
            check={check}
            value={values.regions}
            onChange={(chosen) => set({ regions: chosen })}
            error={problems.regions}
          />
        </>
      )}
      <TagInput
        label={t("tags")}
        value={values.tags}
        onChange={(tags) => set({ tags })}
        error={problems.tags}
        hint={t("tagsHint")}
      />
    </>
  );
}
