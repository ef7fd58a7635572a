"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { SlowPhase } from "#contracts/policy.ts";
import type { Problems } from "#ui/forms/read-with.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import type { SlowRuleValues } from "./policy-values.ts";

const LIMITS = ["absolute", "relative"] as const;

type SlowRuleRowsProps = {
  rules: readonly SlowRuleValues[];
  onChange: (rules: SlowRuleValues[]) => void;
  problems: Problems;
};

export function SlowRuleRows({ rules, onChange, problems }: SlowRuleRowsProps) {
  const t = useTranslations("policy");
  const change = (key: string, part: Partial<SlowRuleValues>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...part } : rule)));
  const add = () => {
    const key = String(Math.max(-1, ...rules.map((rule) => Number(rule.key))) + 1);
    onChange([...rules, { key, phase: "total", kind: "absolute", amount: "1000" }]);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="text-[0.8125rem] font-medium">{t("slow")}</legend>
      <p className="mb-1 text-xs text-ink-3">{t("slowNote")}</p>
      {rules.map((rule, index) => (
        <SlowRuleRow
          key={rule.key}
          rule={rule}
          number={index + 1}
          problem={problems[`slowRules.${index}.limit.ms`] ?? problems[`slowRules.${index}.limit.percent`]}
          onChange={(part) => change(rule.key, part)}
          onRemove={() => onChange(rules.filter(({ key }) => key !== rule.key))}
        />
      ))}
      {problems.slowRules !== undefined && <FieldError>{problems.slowRules}</FieldError>}
      <Button size="sm" className="self-start" onClick={add}>
        <Plus aria-hidden className="size-3.5" />
        {t("addLimit")}
      </Button>
    </fieldset>
  );
}

type SlowRuleRowProps = {
  rule: SlowRuleValues;
  number: number;
  problem: string | undefined;
  onChange: (part: Partial<SlowRuleValues>) => void;
  onRemove: () => void;
};

function SlowRuleRow({ rule, number, problem, onChange, onRemove }: SlowRuleRowProps) {
  const t = useTranslations("policy");
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-[1fr_auto] gap-2 sm:grid-cols-[1fr_1fr_6rem_auto]">
        <Select
          aria-label={t("limitWhat", { number })}
          value={rule.phase}
          onChange={(phase) => onChange({ phase })}
          options={SlowPhase.options.map((phase) => ({ value: phase, label: t(`phase.${phase}`) }))}
          className="max-sm:col-span-2"
        />
        <Select
          aria-label={t("limitHow", { number })}
          value={rule.kind}
          onChange={(kind) => onChange({ kind, amount: kind === "absolute" ? "1000" : "200" })}
          options={LIMITS.map((kind) => ({ value: kind, label: t(`limit.${kind}`) }))}
          className="max-sm:col-span-2"
        />
        <Input
          aria-label={t("limitAmount", { number })}
          aria-invalid={problem !== undefined}
          value={rule.amount}
          onChange={(event) => onChange({ amount: event.target.value })}
          inputMode="numeric"
          autoComplete="off"
          className="tabular-nums"
        />
        <Button variant="ghost" size="icon" aria-label={t("limitRemove", { number })} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </Button>
      </div>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
    </div>
  );
}
