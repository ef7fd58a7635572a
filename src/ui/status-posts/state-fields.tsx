"use client";

import { useTranslations } from "next-intl";
import { PostImpact, type PostKind, type PostState, STATES_OF_KIND } from "#contracts/status-post.ts";
import type { Problems } from "#ui/forms/read-with.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";

type StateFieldsProps = {
  kind: PostKind;
  state: PostState;
  impact: PostImpact;
  onState: (state: PostState) => void;
  onImpact: (impact: PostImpact) => void;
  problems: Problems;
};

export function StateFields({ kind, state, impact, onState, onImpact, problems }: StateFieldsProps) {
  const t = useTranslations("statusPosts");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("fields.state")} error={problems.state}>
        {(control) => (
          <Select
            {...control}
            value={state}
            onChange={onState}
            options={STATES_OF_KIND[kind].map((value) => ({ value, label: t(`states.${value}`) }))}
          />
        )}
      </Field>
      <ImpactField value={impact} onChange={onImpact} error={problems.impact} />
    </div>
  );
}

type ImpactFieldProps = {
  value: PostImpact;
  onChange: (impact: PostImpact) => void;
  error: string | undefined;
};

export function ImpactField({ value, onChange, error }: ImpactFieldProps) {
  const t = useTranslations("statusPosts");
  return (
    <Field label={t("fields.impact")} error={error}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={onChange}
          options={PostImpact.options.map((impact) => ({ value: impact, label: t(`impacts.${impact}`) }))}
        />
      )}
    </Field>
  );
}
