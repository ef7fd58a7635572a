"use client";

import { useId } from "react";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import type { PolicyValues } from "./policy-values.ts";

const QUORUMS = [
  { value: "any", label: "Any region" },
  { value: "majority", label: "More than half" },
  { value: "all", label: "All regions" },
  { value: "count", label: "A number of regions" },
] as const;

type PolicyFieldsProps = {
  values: PolicyValues;
  onChange: (values: PolicyValues) => void;
  problems: Record<string, string>;
};

export function PolicyFields({ values, onChange, problems }: PolicyFieldsProps) {
  const flappingId = useId();
  const set = (change: Partial<PolicyValues>) => onChange({ ...values, ...change });
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">New rules</legend>
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
        <Whole
          label="Regions"
          value={values.regions}
          error={problems["quorum.regions"]}
          onChange={(regions) => set({ regions })}
        />
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <Whole
          label="Failures in a row"
          value={values.failuresInARow}
          error={problems.failuresInARow}
          onChange={(failuresInARow) => set({ failuresInARow })}
        />
        <Whole
          label="Successes in a row"
          value={values.successesInARow}
          error={problems.successesInARow}
          onChange={(successesInARow) => set({ successesInARow })}
        />
      </div>
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={flappingId} className="text-[0.8125rem] font-medium">
          Quieten flapping
        </label>
        <Switch
          id={flappingId}
          checked={values.hasFlapping}
          onChange={(hasFlapping) => set({ hasFlapping })}
        />
      </div>
      {values.hasFlapping && (
        <div className="grid gap-3 sm:grid-cols-3">
          <Whole
            label="Changes"
            value={values.changes}
            error={problems["flapping.changes"]}
            onChange={(changes) => set({ changes })}
          />
          <Whole
            label="Within, s"
            value={values.windowSec}
            error={problems["flapping.windowSec"]}
            onChange={(windowSec) => set({ windowSec })}
          />
          <Whole
            label="Calm for, s"
            value={values.calmSec}
            error={problems["flapping.calmSec"]}
            onChange={(calmSec) => set({ calmSec })}
          />
        </div>
      )}
    </fieldset>
  );
}

type WholeProps = {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

function Whole({ label, value, error, onChange }: WholeProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          className="tabular-nums"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
