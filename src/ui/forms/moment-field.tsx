"use client";

import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";

type MomentFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  hint?: string;
};

export function MomentField({ label, value, onChange, error, hint }: MomentFieldProps) {
  return (
    <Field label={label} error={error} {...(hint !== undefined && { hint })}>
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="tabular-nums"
        />
      )}
    </Field>
  );
}
