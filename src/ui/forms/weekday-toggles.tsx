"use client";

import { ToggleGroup } from "radix-ui";
import { useId } from "react";
import { FieldError } from "#ui/primitives/field.tsx";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

type WeekdayTogglesProps = {
  label: string;
  /** How the contract writes Monday to Sunday. */
  codes: readonly string[];
  value: readonly string[];
  onChange: (codes: string[]) => void;
  note?: string;
  error?: string | undefined;
};

export function WeekdayToggles({ label, codes, value, onChange, note, error }: WeekdayTogglesProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="text-[0.8125rem] font-medium">
        {label}
      </span>
      <ToggleGroup.Root
        type="multiple"
        aria-labelledby={id}
        {...(note !== undefined && { "aria-describedby": `${id}-note` })}
        value={[...value]}
        onValueChange={onChange}
        className="grid grid-cols-7 gap-1 sm:flex sm:gap-1.5"
      >
        {WEEKDAYS.map((day, index) => (
          <ToggleGroup.Item
            key={day}
            value={codes[index] ?? day}
            aria-label={day}
            className="h-9 rounded-md border border-line-strong bg-surface text-[0.8125rem] font-medium text-ink-2 hover:bg-hover data-[state=on]:border-accent-text data-[state=on]:bg-accent-soft data-[state=on]:text-accent-text sm:min-w-11 sm:px-2"
          >
            {day.slice(0, 3)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {note !== undefined && (
        <p id={`${id}-note`} className="text-xs text-ink-3">
          {note}
        </p>
      )}
      {error !== undefined && <FieldError>{error}</FieldError>}
    </div>
  );
}
