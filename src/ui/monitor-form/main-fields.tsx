"use client";

import { useTranslations } from "next-intl";
import { Controller } from "react-hook-form";
import type { RegionView } from "#contracts/view.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import { suggestName } from "./form-values.ts";
import { IntervalField } from "./interval-field.tsx";
import type { MonitorFormState } from "./monitor-form-state.ts";
import { RegionToggles } from "./region-toggles.tsx";

type MainFieldsProps = {
  form: MonitorFormState;
  regions: readonly RegionView[];
  /** The name follows the address until somebody types one. */
  suggestsName: boolean;
};

export function MainFields({ form, regions, suggestsName }: MainFieldsProps) {
  const t = useTranslations("monitorForm");
  const { errors, dirtyFields } = form.formState;
  const url = form.register("url", {
    onChange: (event: { target: { value: string } }) => {
      if (!suggestsName || dirtyFields.name === true) return;
      form.setValue("name", suggestName(event.target.value), { shouldValidate: form.formState.isSubmitted });
    },
  });
  return (
    <>
      <Field label={t("url")} error={errors.url?.message}>
        {(control) => (
          <Input
            {...control}
            {...url}
            type="url"
            inputMode="url"
            placeholder="https://example.com/health"
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-[0.8125rem]"
          />
        )}
      </Field>
      <Field label={t("name")} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register("name")} autoComplete="off" />}
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Controller
          control={form.control}
          name="intervalSec"
          render={({ field }) => (
            <IntervalField
              value={field.value}
              onChange={field.onChange}
              error={errors.intervalSec?.message}
            />
          )}
        />
        <Field label={t("timeout")} error={errors.timeoutSec?.message} hint={t("timeoutHint")}>
          {(control) => (
            <Input
              {...control}
              {...form.register("timeoutSec")}
              inputMode="decimal"
              className="tabular-nums"
            />
          )}
        </Field>
      </div>
      <Controller
        control={form.control}
        name="regions"
        render={({ field }) => (
          <RegionToggles
            regions={regions}
            value={field.value}
            onChange={field.onChange}
            error={errors.regions?.message}
          />
        )}
      />
      <Controller
        control={form.control}
        name="tags"
        render={({ field, fieldState }) => (
          <TagInput
            label={t("tags")}
            value={field.value}
            onChange={field.onChange}
            error={fieldState.error?.message}
            hint={t("tagsHint")}
          />
        )}
      />
    </>
  );
}
