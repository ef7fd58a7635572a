"use client";

import { useLocale } from "next-intl";
import { ToggleGroup } from "radix-ui";
import { useId } from "react";
import { dateFormat } from "#ui/format/date-format.ts";
import { FieldError } from "#ui/primitives/field.tsx";

/** Of any week, at noon. */
const MONDAY = Date.UTC(2026, 0, 5, 12);
const DAY_MS = 86_400_000;

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
  const locale = useLocale();
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
        {weekdays(locale).map(({ day, short }, index) => (
          <ToggleGroup.Item
            key={day}
            value={codes[index] ?? day}
            aria-label={day}
            className="h-9 rounded-md border border-line-strong bg-surface text-[0.8125rem] font-medium text-ink-2 hover:bg-hover data-[state=on]:border-accent-text data-[state=on]:bg-accent-soft data-[state=on]:text-accent-text sm:min-w-11 sm:px-2"
          >
            {short}
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

/** Monday to Sunday. */
function weekdays(locale: string): { day: string; short: string }[] {
  return Array.from({ length: 7 }, (_, index) => {
    const at = MONDAY + index * DAY_MS;
    const nameOf = (weekday: "long" | "short") => dateFormat(locale, { weekday, timeZone: "UTC" }).format(at);
    return { day: nameOf("long"), short: nameOf("short") };
  });
}
