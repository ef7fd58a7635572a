"use client";

import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";

type WholeFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  hint?: string;
};

/** A whole number, as text while it is typed. */
export function WholeField({ label, value, onChange, error, hint }: WholeFieldProps) {
  return (
    <Field label={label} error={error} {...(hint !== undefined && { hint })}>
      {(control) => (
        <Input
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          className="tabular-nums"
        />
      )}
    </Field>
  );
}
