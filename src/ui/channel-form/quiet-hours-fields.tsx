"use client";

import { useTranslations } from "next-intl";
import { Controller, type UseFormReturn } from "react-hook-form";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { WeekdayToggles } from "#ui/forms/weekday-toggles.tsx";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import type { ChannelValues } from "./channel-values.ts";

const WEEKDAY_CODES = ["1", "2", "3", "4", "5", "6", "7"];

type FormProps = { form: UseFormReturn<ChannelValues> };

/** When the channel is left alone. */
export function QuietHoursFields({ form }: FormProps) {
  const t = useTranslations("channels.quiet");
  const errors = form.formState.errors.quiet;
  const on = form.watch("quiet.on");
  return (
    <div className="flex flex-col gap-4">
      <Controller
        control={form.control}
        name="quiet.on"
        render={({ field }) => (
          <SwitchRow label={t("label")} note={t("note")} checked={field.value} onChange={field.onChange} />
        )}
      />
      {on && (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t("from")} error={errors?.from?.message}>
              {(control) => <Input {...control} {...form.register("quiet.from")} type="time" />}
            </Field>
            <Field label={t("until")} error={errors?.to?.message} hint={t("overnight")}>
              {(control) => <Input {...control} {...form.register("quiet.to")} type="time" />}
            </Field>
          </div>
          <Controller
            control={form.control}
            name="quiet.days"
            render={({ field }) => (
              <WeekdayToggles
                label={t("days")}
                codes={WEEKDAY_CODES}
                value={field.value}
                onChange={field.onChange}
                error={errors?.days?.message}
              />
            )}
          />
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
                label={t("critical")}
                note={t("criticalNote")}
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
