"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { MIN_INTERVAL_SEC } from "#contracts/check.ts";
import { type CheckKind, LEAST_INTERVAL_SEC } from "#contracts/checks/check-kinds.ts";
import { useFormat } from "#ui/format/use-format.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";

const PRESETS = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 21_600, 43_200, 86_400];
const CUSTOM = "custom";

type IntervalFieldProps = {
  kind: CheckKind;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
};

export function IntervalField({ kind, value, onChange, error }: IntervalFieldProps) {
  const t = useTranslations("monitorForm.interval");
  const format = useFormat();
  const [custom, setCustom] = useState(() => !PRESETS.some((preset) => String(preset) === value));
  const least = LEAST_INTERVAL_SEC[kind] ?? MIN_INTERVAL_SEC;
  const options = [
    ...PRESETS.filter((seconds) => seconds >= least || String(seconds) === value).map((seconds) => ({
      value: String(seconds),
      label: t("every", { interval: format.interval(seconds) }),
    })),
    { value: CUSTOM, label: t("custom") },
  ];
  const choose = (next: string) => {
    setCustom(next === CUSTOM);
    if (next !== CUSTOM) onChange(next);
  };
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("label")} error={custom ? undefined : error} hint={t("hint")}>
        {(control) => (
          <Select {...control} value={custom ? CUSTOM : value} onChange={choose} options={options} />
        )}
      </Field>
      {custom && (
        <Field label={t("seconds")} error={error} hint={t("secondsRange", { least })}>
          {(control) => (
            <Input
              {...control}
              value={value}
              onChange={(event) => onChange(event.target.value)}
              inputMode="numeric"
              className="tabular-nums"
            />
          )}
        </Field>
      )}
    </div>
  );
}
