"use client";

import { MonitorPicker } from "#ui/forms/monitor-picker.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { TagInput } from "#ui/tags/tag-input.tsx";
import type { TimingPartProps } from "./timing-fields.tsx";

const REACHES = [
  { value: "some", label: "Monitors and tags" },
  { value: "everything", label: "Everything" },
] as const;

/** For which monitors. */
export function ScopeFields({ values, set, problems }: TimingPartProps) {
  return (
    <div className="flex flex-col gap-4 border-t pt-5">
      <Field label="For" error={undefined}>
        {(control) => (
          <Select {...control} value={values.reach} onChange={(reach) => set({ reach })} options={REACHES} />
        )}
      </Field>
      {values.reach === "some" && (
        <>
          <TagInput
            label="Tags"
            value={values.tags}
            onChange={(tags) => set({ tags })}
            error={problems["scope.tags"]}
            hint="Every monitor with one of them, also those that get it later."
          />
          <MonitorPicker
            label="Monitors"
            chosen={values.monitorIds}
            onChange={(monitorIds) => set({ monitorIds })}
            error={problems["scope.monitorIds"]}
          />
        </>
      )}
    </div>
  );
}
