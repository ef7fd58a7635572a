"use client";

import { useEffect } from "react";
import { Controller, useForm } from "react-hook-form";
import type { MonitorInput } from "#contracts/check.ts";
import type { RegionView } from "#contracts/view.ts";
import { FormFoot } from "#ui/forms/form-dialog-parts.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import { AdvancedFields } from "./advanced-fields.tsx";
import { type FormValues, suggestName } from "./form-values.ts";
import { IntervalField } from "./interval-field.tsx";
import { RegionToggles } from "./region-toggles.tsx";
import { resolveMonitorForm } from "./resolve-monitor-form.ts";
import { useSaveMonitor } from "./use-save-monitor.ts";

type MonitorFormProps = {
  initial: FormValues;
  regions: readonly RegionView[];
  editedId: string | undefined;
  onDirty: (dirty: boolean) => void;
  onDone: () => void;
  onCancel: () => void;
};

export function MonitorForm({ initial, regions, editedId, onDirty, onDone, onCancel }: MonitorFormProps) {
  const form = useForm<FormValues, unknown, MonitorInput>({
    defaultValues: initial,
    resolver: resolveMonitorForm,
  });
  const save = useSaveMonitor(form, editedId, onDone);
  const { errors, isSubmitting, isDirty, dirtyFields } = form.formState;
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const { setFocus } = form;
  useEffect(() => {
    if (editedId === undefined) setFocus("url");
  }, [editedId, setFocus]);

  const url = form.register("url", {
    onChange: (event: { target: { value: string } }) => {
      if (editedId !== undefined || dirtyFields.name === true) return;
      form.setValue("name", suggestName(event.target.value), { shouldValidate: form.formState.isSubmitted });
    },
  });

  return (
    <form onSubmit={form.handleSubmit(save)} noValidate className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-5">
        {errors.root?.message !== undefined && <FieldError>{errors.root.message}</FieldError>}
        <Field label="URL" error={errors.url?.message}>
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
        <Field label="Name" error={errors.name?.message}>
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
          <Field
            label="Timeout in seconds"
            error={errors.timeoutSec?.message}
            hint="A check that takes longer has failed."
          >
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
              label="Tags"
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message}
              hint="To find monitors by, and to choose them for maintenance."
            />
          )}
        />
        <AdvancedFields form={form} />
      </div>
      <FormFoot
        submitLabel={editedId === undefined ? "Add monitor" : "Save changes"}
        busy={isSubmitting}
        onCancel={onCancel}
      />
    </form>
  );
}
