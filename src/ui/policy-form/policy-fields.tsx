"use client";

import type { Problems } from "#ui/forms/read-with.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import type { PolicyValues } from "./policy-values.ts";
import { SlowRuleRows } from "./slow-rule-rows.tsx";

const QUORUMS = [
  { value: "any", label: "Any one region" },
  { value: "majority", label: "More than half of them" },
  { value: "all", label: "All of them" },
  { value: "count", label: "A number of regions" },
] as const;

type PolicyFieldsProps = {
  values: PolicyValues;
  onChange: (values: PolicyValues) => void;
  problems: Problems;
};

/** Every part of a policy. Problems have the paths of the contract. */
export function PolicyFields({ values, onChange, problems }: PolicyFieldsProps) {
  const set = (change: Partial<PolicyValues>) => onChange({ ...values, ...change });
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Down when failing from" error={undefined} hint="Of the regions that are healthy.">
          {(control) => (
            <Select
              {...control}
              value={values.quorum}
              onChange={(quorum) => set({ quorum })}
              options={QUORUMS}
            />
          )}
        </Field>
        {values.quorum === "count" && (
          <WholeField
            label="Regions"
            value={values.regions}
            onChange={(regions) => set({ regions })}
            error={problems["quorum.regions"]}
          />
        )}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <WholeField
          label="Failures in a row"
          value={values.failuresInARow}
          onChange={(failuresInARow) => set({ failuresInARow })}
          error={problems.failuresInARow}
          hint="Before a region counts as failing."
        />
        <WholeField
          label="Successes in a row"
          value={values.successesInARow}
          onChange={(successesInARow) => set({ successesInARow })}
          error={problems.successesInARow}
          hint="Before it counts as well again."
        />
      </div>
      <SlowRuleRows
        rules={values.slowRules}
        onChange={(slowRules) => set({ slowRules })}
        problems={problems}
      />
      <Flapping values={values} set={set} problems={problems} />
      <Patience values={values} set={set} problems={problems} />
    </div>
  );
}

type PartProps = {
  values: PolicyValues;
  set: (change: Partial<PolicyValues>) => void;
  problems: Problems;
};

function Flapping({ values, set, problems }: PartProps) {
  return (
    <div className="flex flex-col gap-3">
      <SwitchRow
        label="Quieten flapping"
        note="One message instead of one for every change."
        checked={values.hasFlapping}
        onChange={(hasFlapping) => set({ hasFlapping })}
      />
      {values.hasFlapping && (
        <div className="grid gap-3 sm:grid-cols-3">
          <WholeField
            label="Changes"
            value={values.changes}
            onChange={(changes) => set({ changes })}
            error={problems["flapping.changes"]}
          />
          <WholeField
            label="Within (min)"
            value={values.windowMin}
            onChange={(windowMin) => set({ windowMin })}
            error={problems["flapping.windowSec"]}
          />
          <WholeField
            label="Calm again after (min)"
            value={values.calmMin}
            onChange={(calmMin) => set({ calmMin })}
            error={problems["flapping.calmSec"]}
          />
        </div>
      )}
    </div>
  );
}

function Patience({ values, set, problems }: PartProps) {
  return (
    <div className="flex flex-col gap-4">
      <WholeField
        label="Grace after adding (min)"
        value={values.graceMin}
        onChange={(graceMin) => set({ graceMin })}
        error={problems.graceSec}
        hint="A new monitor is never down before. 0: none."
      />
      <SwitchRow
        label="Remind while it lasts"
        note="Until somebody acknowledges."
        checked={values.hasReminder}
        onChange={(hasReminder) => set({ hasReminder })}
      />
      {values.hasReminder && (
        <WholeField
          label="Every (min)"
          value={values.remindEveryMin}
          onChange={(remindEveryMin) => set({ remindEveryMin })}
          error={problems.remindEverySec}
        />
      )}
    </div>
  );
}
