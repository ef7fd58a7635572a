"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { PERIODS, type Period } from "./period.ts";

type PeriodFieldProps = { value: Period; onChange: (period: Period) => void; error: string | undefined };

export function PeriodField({ value, onChange, error }: PeriodFieldProps) {
  const t = useTranslations("backtest.period");
  const id = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-describedby={error && id}>
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t("label")}</legend>
      <div>
        <Segmented
          label={t("label")}
          value={value.kind}
          onChange={(kind) => onChange({ ...value, kind })}
          options={PERIODS.map((kind) => ({ value: kind, label: t(kind) }))}
        />
      </div>
      {value.kind === "custom" && (
        <div className="grid gap-3 sm:grid-cols-2">
          <MomentField
            label={t("from")}
            value={value.from}
            onChange={(from) => onChange({ ...value, from })}
            error={undefined}
          />
          <MomentField
            label={t("to")}
            value={value.to}
            onChange={(to) => onChange({ ...value, to })}
            error={undefined}
          />
        </div>
      )}
      {error !== undefined && <FieldError id={id}>{error}</FieldError>}
      <p className="text-xs text-ink-3">{t("note")}</p>
    </fieldset>
  );
}
