"use client";

import { useTranslations } from "next-intl";
import type { Problems } from "#ui/forms/read-with.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { WholeField } from "#ui/forms/whole-field.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import type { PolicyValues } from "./policy-values.ts";
import { SlowRuleRows } from "./slow-rule-rows.tsx";

const QUORUMS = ["any", "majority", "all", "count"] as const;

type PolicyFieldsProps = {
  values: PolicyValues;
  onChange: (values: PolicyValues) => void;
  problems: Problems;
};

/** Every part of a policy. Problems have the paths of the contract. */
export function PolicyFields({ values, onChange, problems }: PolicyFieldsProps) {
  const t = useTranslations("policy");
  const set = (change: Partial<PolicyValues>) => onChange({ ...values, ...change });
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("downWhen")} error={undefined} hint={t("downHint")}>
          {(control) => (
            <Select
              {...control}
              value={values.quorum}
              onChange={(quorum) => set({ quorum })}
              options={QUORUMS.map((quorum) => ({ value: quorum, label: t(`quorum.${quorum}`) }))}
            />
          )}
        </Field>
        {values.quorum === "count" && (
          <WholeField
            label={t("regions")}
            value={values.regions}
            onChange={(regions) => set({ regions })}
            error={problems["quorum.regions"]}
          />
        )}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <WholeField
          label={t("failures")}
          value={values.failuresInARow}
          onChange={(failuresInARow) => set({ failuresInARow })}
          error={problems.failuresInARow}
          hint={t("failuresHint")}
        />
        <WholeField
          label={t("successes")}
          value={values.successesInARow}
          onChange={(successesInARow) => set({ successesInARow })}
          error={problems.successesInARow}
          hint={t("successesHint")}
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
  const t = useTranslations("policy");
  return (
    <div className="flex flex-col gap-3">
      <SwitchRow
        label={t("flapping")}
        note={t("flappingNote")}
        checked={values.hasFlapping}
        onChange={(hasFlapping) => set({ hasFlapping })}
      />
      {values.hasFlapping && (
        <div className="grid gap-3 sm:grid-cols-3">
          <WholeField
            label={t("changes")}
            value={values.changes}
            onChange={(changes) => set({ changes })}
            error={problems["flapping.changes"]}
          />
          <WholeField
            label={t("within")}
            value={values.windowMin}
            onChange={(windowMin) => set({ windowMin })}
            error={problems["flapping.windowSec"]}
          />
          <WholeField
            label={t("calm")}
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
  const t = useTranslations("policy");
  return (
    <div className="flex flex-col gap-4">
      <WholeField
        label={t("grace")}
        value={values.graceMin}
        onChange={(graceMin) => set({ graceMin })}
        error={problems.graceSec}
        hint={t("graceHint")}
      />
      <SwitchRow
        label={t("remind")}
        note={t("remindNote")}
        checked={values.hasReminder}
        onChange={(hasReminder) => set({ hasReminder })}
      />
      {values.hasReminder && (
        <WholeField
          label={t("every")}
          value={values.remindEveryMin}
          onChange={(remindEveryMin) => set({ remindEveryMin })}
          error={problems.remindEverySec}
        />
      )}
    </div>
  );
}
