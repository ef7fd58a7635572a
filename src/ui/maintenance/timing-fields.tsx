"use client";

import { MomentField } from "#ui/forms/moment-field.tsx";
import type { Problems } from "#ui/forms/read-with.ts";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import type { MaintenanceValues } from "./maintenance-values.ts";
import { RecurringFields } from "./recurring-fields.tsx";

const KINDS = [
  { value: "once", label: "Once" },
  { value: "recurring", label: "Again and again" },
  { value: "hook", label: "When a deploy starts it" },
] as const;

export type TimingPartProps = {
  values: MaintenanceValues;
  set: (change: Partial<MaintenanceValues>) => void;
  problems: Problems;
};

export function TimingFields({ values, set, problems }: TimingPartProps) {
  return (
    <div className="flex flex-col gap-4">
      <Field label="When" error={undefined}>
        {(control) => (
          <Select {...control} value={values.kind} onChange={(kind) => set({ kind })} options={KINDS} />
        )}
      </Field>
      {values.kind === "once" && <OnceFields values={values} set={set} problems={problems} />}
      {values.kind === "recurring" && <RecurringFields values={values} set={set} problems={problems} />}
      {values.kind === "hook" && (
        <WholeField
          label="Ends by itself after (min)"
          value={values.maxMin}
          onChange={(maxMin) => set({ maxMin })}
          error={problems["timing.maxMin"]}
          hint="If nobody stops it. After saving you get an address for your deploys to call."
        />
      )}
    </div>
  );
}

function OnceFields({ values, set, problems }: TimingPartProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MomentField
        label="From"
        value={values.from}
        onChange={(from) => set({ from })}
        error={problems["timing.startsAt"]}
        hint="In your time."
      />
      <MomentField
        label="Until"
        value={values.to}
        onChange={(to) => set({ to })}
        error={problems["timing.endsAt"]}
      />
    </div>
  );
}
