"use client";

import { useTranslations } from "next-intl";
import { MomentField } from "#ui/forms/moment-field.tsx";
import { WeekdayToggles } from "#ui/forms/weekday-toggles.tsx";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Textarea } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { type RuleChoice, ruleOfChoice } from "./rule-choice.ts";
import type { TimingPartProps } from "./timing-fields.tsx";

const REPEATS = ["daily", "weekly", "monthly-day", "monthly-weekday", "custom"] as const;
const WEEKDAY_CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

export function RecurringFields({ values, set, problems }: TimingPartProps) {
  const t = useTranslations("maintenance");
  const { repeat, startsLocal } = values;
  const setRepeat = (change: Partial<RuleChoice>) => set({ repeat: { ...repeat, ...change } });
  const error = problems["timing.rule"];
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <MomentField
          label={t("firstStart")}
          value={startsLocal}
          onChange={(next) => set({ startsLocal: next })}
          error={problems["timing.startsLocal"]}
          hint={t("firstStartHint")}
        />
        <ZoneField value={values.zone} onChange={(zone) => set({ zone })} error={problems["timing.zone"]} />
        <Field label={t("repeats")} error={repeat.kind === "custom" ? undefined : error}>
          {(control) => (
            <Select
              {...control}
              value={repeat.kind}
              // A rule of one's own begins with what was chosen so far.
              onChange={(kind) => setRepeat({ kind, custom: ruleOfChoice(repeat, startsLocal) })}
              options={REPEATS.map((kind) => ({ value: kind, label: t(`repeat.${kind}`) }))}
            />
          )}
        </Field>
        <WholeField
          label={t("lasts")}
          value={values.durationMin}
          onChange={(durationMin) => set({ durationMin })}
          error={problems["timing.durationMin"]}
        />
      </div>
      {repeat.kind === "weekly" && (
        <WeekdayToggles
          label={t("on")}
          codes={WEEKDAY_CODES}
          value={repeat.days}
          onChange={(days) => setRepeat({ days })}
          note={t("onNote")}
        />
      )}
      {repeat.kind === "custom" && (
        <Field label={t("rule")} error={error} hint={t("ruleHint")}>
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
