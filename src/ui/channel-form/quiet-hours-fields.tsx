"use client";

import { ToggleGroup } from "radix-ui";
import { useId } from "react";
import { Controller, type UseFormReturn } from "react-hook-form";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import { Field, FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import type { ChannelValues } from "./channel-values.ts";

const DAYS = [
  { value: "1", label: "Mon", name: "Monday" },
  { value: "2", label: "Tue", name: "Tuesday" },
  { value: "3", label: "Wed", name: "Wednesday" },
  { value: "4", label: "Thu", name: "Thursday" },
  { value: "5", label: "Fri", name: "Friday" },
  { value: "6", label: "Sat", name: "Saturday" },
  { value: "7", label: "Sun", name: "Sunday" },
];

type FormProps = { form: UseFormReturn<ChannelValues> };

/** When the channel is left alone. */
export function QuietHoursFields({ form }: FormProps) {
  const errors = form.formState.errors.quiet;
  const on = form.watch("quiet.on");
  return (
    <div className="flex flex-col gap-4">
      <Controller
        control={form.control}
        name="quiet.on"
        render={({ field }) => (
          <SwitchRow
            label="Quiet hours"
            note="Messages wait for the end; what is over by then is not sent."
            checked={field.value}
            onChange={field.onChange}
          />
        )}
      />
      {on && (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Quiet from" error={errors?.from?.message}>
              {(control) => <Input {...control} {...form.register("quiet.from")} type="time" />}
            </Field>
            <Field
              label="Quiet until"
              error={errors?.to?.message}
              hint="Over midnight when it is not after the start."
            >
              {(control) => <Input {...control} {...form.register("quiet.to")} type="time" />}
            </Field>
          </div>
          <DayToggles form={form} error={errors?.days?.message} />
          <Controller
            control={form.control}
            name="quiet.zone"
            render={({ field }) => (
              <ZoneField value={field.value} onChange={field.onChange} error={errors?.zone?.message} />
            )}
          />
          <Controller
            control={form.control}
            name="quiet.exceptCritical"
            render={({ field }) => (
              <SwitchRow
                label="Critical monitors break it"
                note="A monitor is critical by its alert rules."
                checked={field.value}
                onChange={field.onChange}
              />
            )}
          />
        </>
      )}
    </div>
  );
}

function DayToggles({ form, error }: FormProps & { error: string | undefined }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="text-[0.8125rem] font-medium">
        Beginning on
      </span>
      <Controller
        control={form.control}
        name="quiet.days"
        render={({ field }) => (
          <ToggleGroup.Root
            type="multiple"
            aria-labelledby={id}
            value={field.value}
            onValueChange={field.onChange}
            className="flex flex-wrap gap-1.5"
          >
            {DAYS.map((day) => (
              <ToggleGroup.Item
                key={day.value}
                value={day.value}
                aria-label={day.name}
                className="h-9 min-w-11 rounded-md border border-line-strong bg-surface px-2 text-[0.8125rem] font-medium text-ink-2 hover:bg-hover data-[state=on]:border-accent-text data-[state=on]:bg-accent-soft data-[state=on]:text-accent-text"
              >
                {day.label}
              </ToggleGroup.Item>
            ))}
          </ToggleGroup.Root>
        )}
      />
      {error !== undefined && <FieldError>{error}</FieldError>}
    </div>
  );
}
