"use client";

import { useState } from "react";
import { formatInterval } from "#ui/format/format-duration.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";

const PRESETS = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 21_600, 43_200, 86_400];
const CUSTOM = "custom";
const OPTIONS = [
  ...PRESETS.map((seconds) => ({ value: String(seconds), label: `Every ${formatInterval(seconds)}` })),
  { value: CUSTOM, label: "Custom…" },
];

type IntervalFieldProps = { value: string; onChange: (value: string) => void; error: string | undefined };

export function IntervalField({ value, onChange, error }: IntervalFieldProps) {
  const [custom, setCustom] = useState(() => !OPTIONS.some((option) => option.value === value));
  const choose = (next: string) => {
    setCustom(next === CUSTOM);
    if (next !== CUSTOM) onChange(next);
  };
  return (
    <div className="flex flex-col gap-3">
      <Field label="Check" error={custom ? undefined : error} hint="From each region, staggered.">
        {(control) => (
          <Select {...control} value={custom ? CUSTOM : value} onChange={choose} options={OPTIONS} />
        )}
      </Field>
      {custom && (
        <Field label="Interval in seconds" error={error} hint="10 to 86,400.">
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
