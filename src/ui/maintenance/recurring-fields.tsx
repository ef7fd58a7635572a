"use client";

import { ToggleGroup } from "radix-ui";
import { useId } from "react";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Textarea } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { type RuleChoice, ruleOfChoice } from "./rule-choice.ts";
import type { TimingPartProps } from "./timing-fields.tsx";

const REPEATS = [
  { value: "daily", label: "Every day" },
  { value: "weekly", label: "Every week" },
  { value: "monthly-day", label: "Every month on this date" },
  { value: "monthly-weekday", label: "Every month on this weekday" },
  { value: "custom", label: "By a rule (RRULE)…" },
] as const;
const WEEKDAYS = [
  { value: "MO", label: "Mon", name: "Monday" },
  { value: "TU", label: "Tue", name: "Tuesday" },
  { value: "WE", label: "Wed", name: "Wednesday" },
  { value: "TH", label: "Thu", name: "Thursday" },
  { value: "FR", label: "Fri", name: "Friday" },
  { value: "SA", label: "Sat", name: "Saturday" },
  { value: "SU", label: "Sun", name: "Sunday" },
];

export function RecurringFields({ values, set, problems }: TimingPartProps) {
  const { repeat, startsLocal } = values;
  const setRepeat = (change: Partial<RuleChoice>) => set({ repeat: { ...repeat, ...change } });
  const error = problems["timing.rule"];
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <MomentField
          label="First start"
          value={startsLocal}
          onChange={(next) => set({ startsLocal: next })}
          error={problems["timing.startsLocal"]}
          hint="By the clock of the time zone."
        />
        <ZoneField value={values.zone} onChange={(zone) => set({ zone })} error={problems["timing.zone"]} />
        <Field label="Repeats" error={repeat.kind === "custom" ? undefined : error}>
          {(control) => (
            <Select
              {...control}
              value={repeat.kind}
              // A rule of one's own begins with what was chosen so far.
              onChange={(kind) => setRepeat({ kind, custom: ruleOfChoice(repeat, startsLocal) })}
              options={REPEATS}
            />
          )}
        </Field>
        <WholeField
          label="Lasts, min"
          value={values.durationMin}
          onChange={(durationMin) => set({ durationMin })}
          error={problems["timing.durationMin"]}
        />
      </div>
      {repeat.kind === "weekly" && (
        <WeekdayToggles value={repeat.days} onChange={(days) => setRepeat({ days })} />
      )}
      {repeat.kind === "custom" && (
        <Field
          label="Rule"
          error={error}
          hint="RFC 5545, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;UNTIL=20271231. EXDATE lines below take days out. Once a day at most."
        >
          {(control) => (
            <Textarea
              {...control}
              value={repeat.custom}
              onChange={(event) => setRepeat({ custom: event.target.value })}
              spellCheck={false}
              autoCapitalize="characters"
              className="min-h-16 font-mono text-xs"
            />
          )}
        </Field>
      )}
    </>
  );
}

type WeekdayTogglesProps = { value: string[]; onChange: (days: string[]) => void };

/** None chosen: the weekday of the first start. */
function WeekdayToggles({ value, onChange }: WeekdayTogglesProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="text-[0.8125rem] font-medium">
        On
      </span>
      <ToggleGroup.Root
        type="multiple"
        aria-labelledby={id}
        aria-describedby={`${id}-note`}
        value={value}
        onValueChange={onChange}
        className="flex flex-wrap gap-1.5"
      >
        {WEEKDAYS.map((day) => (
          <ToggleGroup.Item
            key={day.value}
            value={day.value}
            aria-label={day.name}
            className="h-9 min-w-11 rounded-md border border-line-strong bg-surface px-2 text-[0.8125rem] font-medium text-ink-2 hover:bg-hover data-[state=on]:border-accent-text data-[state=on]:bg-accent-soft data-[state=on]:text-accent-text"
          >
            {day.label}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      <p id={`${id}-note`} className="text-xs text-ink-3">
        None: the weekday of the first start.
      </p>
    </div>
  );
}
