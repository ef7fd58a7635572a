"use client";

import { useTranslations } from "next-intl";
import { MomentField } from "#ui/forms/moment-field.tsx";
import type { Problems } from "#ui/forms/read-with.ts";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import type { MaintenanceValues } from "./maintenance-values.ts";
import { RecurringFields } from "./recurring-fields.tsx";

const KINDS = ["once", "recurring", "hook"] as const;

export type TimingPartProps = {
  values: MaintenanceValues;
  set: (change: Partial<MaintenanceValues>) => void;
  problems: Problems;
};

export function TimingFields({ values, set, problems }: TimingPartProps) {
  const t = useTranslations("maintenance");
  return (
    <div className="flex flex-col gap-4">
      <Field label={t("when")} error={undefined}>
        {(control) => (
          <Select
            {...control}
            value={values.kind}
            onChange={(kind) => set({ kind })}
            options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
        )}
      </Field>
      {values.kind === "once" && <OnceFields values={values} set={set} problems={problems} />}
      {values.kind === "recurring" && <RecurringFields values={values} set={set} problems={problems} />}
      {values.kind === "hook" && (
        <WholeField
          label={t("maxMin")}
          value={values.maxMin}
          onChange={(maxMin) => set({ maxMin })}
          error={problems["timing.maxMin"]}
          hint={t("maxMinHint")}
        />
      )}
    </div>
  );
}

function OnceFields({ values, set, problems }: TimingPartProps) {
  const t = useTranslations("maintenance");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MomentField
        label={t("from")}
        value={values.from}
        onChange={(from) => set({ from })}
        error={problems["timing.startsAt"]}
        hint={t("inYourTime")}
      />
      <MomentField
        label={t("until")}
        value={values.to}
        onChange={(to) => set({ to })}
        error={problems["timing.endsAt"]}
      />
    </div>
  );
}
