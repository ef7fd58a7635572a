"use client";

import { useTranslations } from "next-intl";
import { MonitorPicker } from "#ui/forms/monitor-picker.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import type { TimingPartProps } from "./timing-fields.tsx";

const REACHES = ["some", "everything"] as const;

/** For which monitors. */
export function ScopeFields({ values, set, problems }: TimingPartProps) {
  const t = useTranslations("maintenance");
  return (
    <div className="flex flex-col gap-4 border-t pt-5">
      <Field label={t("reach")} error={undefined}>
        {(control) => (
          <Select
            {...control}
            value={values.reach}
            onChange={(reach) => set({ reach })}
            options={REACHES.map((reach) => ({ value: reach, label: t(`reaches.${reach}`) }))}
          />
        )}
      </Field>
      {values.reach === "some" && (
        <>
          <TagInput
            label={t("tags")}
            value={values.tags}
            onChange={(tags) => set({ tags })}
            error={problems["scope.tags"]}
            hint={t("tagsHint")}
          />
          <MonitorPicker
            label={t("monitors")}
            chosen={values.monitorIds}
            onChange={(monitorIds) => set({ monitorIds })}
            error={problems["scope.monitorIds"]}
          />
        </>
      )}
    </div>
  );
}
