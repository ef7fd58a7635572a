"use client";

import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useCheckField } from "../check-fields-context.ts";

type Option = { value: string; label: string };
type SelectFieldProps = {
  name: string;
  label: string;
  hint?: string;
  options: readonly Option[];
  /** Instead of only keeping the choice: what else follows from it. */
  onChoose?: (value: string) => void;
};

export function SelectField({ name, label, hint, options, onChoose }: SelectFieldProps) {
  const { text, error, set } = useCheckField(name);
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => <Select {...control} value={text} onChange={onChoose ?? set} options={options} />}
    </Field>
  );
}

type SwitchFieldProps = { name: string; label: string; note?: string; onChange?: (on: boolean) => void };

export function SwitchField({ name, label, note, onChange }: SwitchFieldProps) {
  const { value, error, set } = useCheckField(name);
  return (
    <SwitchRow
      label={label}
      {...(note === undefined ? {} : { note })}
      checked={value === true || (typeof value === "object" && value !== null)}
      onChange={onChange ?? set}
      error={error}
    />
  );
}
