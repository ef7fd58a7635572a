"use client";

import { useId } from "react";
import { classNames } from "#ui/primitives/class-names.ts";
import { FieldError } from "#ui/primitives/field.tsx";

type ChoiceCardsProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; note: string }[];
  error?: string | undefined;
  disabled?: boolean;
};

/** One of a few, each with a sentence that says what it means. */
export function ChoiceCards<Value extends string>(props: ChoiceCardsProps<Value>) {
  const { label, value, onChange, options, error, disabled } = props;
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" disabled={disabled}>
      <legend className="mb-2 text-[0.8125rem] font-medium">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={classNames(
            "flex items-start gap-3 rounded-lg border px-3.5 py-3 transition-colors",
            option.value === value ? "border-accent-text bg-accent-soft" : "hover:bg-hover",
          )}
        >
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-labelledby={`${name}-${option.value}-label`}
            aria-describedby={`${name}-${option.value}`}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0">
            <span id={`${name}-${option.value}-label`} className="block text-[0.8125rem] font-medium">
              {option.label}
            </span>
            <span id={`${name}-${option.value}`} className="block text-xs text-pretty text-ink-2">
              {option.note}
            </span>
          </span>
        </label>
      ))}
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
