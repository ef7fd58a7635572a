"use client";

import { MomentField } from "#ui/forms/moment-field.tsx";
import { WeekdayToggles } from "#ui/forms/weekday-toggles.tsx";
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
const WEEKDAY_CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

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
          label="Lasts (min)"
          value={values.durationMin}
          onChange={(durationMin) => set({ durationMin })}
          error={problems["timing.durationMin"]}
        />
      </div>
      {repeat.kind === "weekly" && (
        <WeekdayToggles
          label="On"
          codes={WEEKDAY_CODES}
          value={repeat.days}
          onChange={(days) => setRepeat({ days })}
          note="None: the weekday of the first start."
        />
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
