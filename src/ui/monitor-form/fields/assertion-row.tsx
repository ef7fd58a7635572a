"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  type AssertionSource,
  type Comparison,
  NAMED_SOURCES,
  TIME_PHASES,
  UNARY_COMPARISONS,
} from "#contracts/checks/assertion-sources.ts";
import type { Problems } from "#ui/forms/read-with.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { type AssertionDraft, comparisonsOf, unitOf, withSource } from "./assertion-words.ts";

type AssertionRowProps = {
  assertion: AssertionDraft;
  number: number;
  sources: readonly AssertionSource[];
  /** Path of this row in the contract. */
  dotted: string;
  problems: Problems;
  onChange: (assertion: AssertionDraft) => void;
  onRemove: () => void;
};

export function AssertionRow(props: AssertionRowProps) {
  const { assertion, number, sources, dotted, problems, onChange, onRemove } = props;
  const t = useTranslations("checks.assert");
  const { source, comparison, expected } = assertion;
  const problem = ["", ".source", ".name", ".expected"]
    .map((part) => problems[`${dotted}${part}`])
    .find(Boolean);
  const unit = unitOf(source);
  return (
    <li className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="flex min-w-0 flex-[1_1_9rem] gap-2 max-sm:basis-[calc(100%-3rem)]">
          <Select
            aria-label={t("source", { number })}
            value={source}
            onChange={(next: AssertionSource) => onChange(withSource(assertion, next))}
            options={sources.map((value) => ({ value, label: t(`sources.${value}`) }))}
            className="min-w-0"
          />
          <SourceName {...props} />
        </span>
        <Select
          aria-label={t("comparison", { number })}
          value={comparison}
          onChange={(next: Comparison) => onChange({ ...assertion, comparison: next })}
          options={comparisonsOf(source).map((value) => ({ value, label: t(`comparisons.${value}`) }))}
          className="w-auto min-w-36 flex-[0_1_auto] max-sm:order-2"
        />
        {!UNARY_COMPARISONS.includes(comparison) && (
          <span className="relative min-w-24 flex-[1_1_6rem] max-sm:order-3">
            <Input
              aria-label={t("expected", { number })}
              aria-invalid={problems[`${dotted}.expected`] !== undefined}
              value={expected}
              onChange={(event) => onChange({ ...assertion, expected: event.target.value })}
              autoComplete="off"
              spellCheck={false}
              className={unit === null ? undefined : "pr-12"}
            />
            {unit !== null && (
              <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-xs text-ink-3">
                {t(`unit.${unit}`)}
              </span>
            )}
          </span>
        )}
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("remove", { number })}
          onClick={onRemove}
          className="max-sm:order-1"
        >
          <Trash2 aria-hidden className="size-4" />
        </Button>
      </div>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
    </li>
  );
}

/** Which header, which path, which phase. */
function SourceName({ assertion, number, dotted, problems, onChange }: AssertionRowProps) {
  const t = useTranslations("checks.assert");
  const { source, name } = assertion;
  if (!NAMED_SOURCES.includes(source)) return null;
  if (source === "time") {
    return (
      <Select
        aria-label={t("phase", { number })}
        value={name === "" ? "total" : name}
        onChange={(next) => onChange({ ...assertion, name: next })}
        options={TIME_PHASES.map((value) => ({ value, label: t(`phases.${value}`) }))}
        className="min-w-0"
      />
    );
  }
  return (
    <Input
      aria-label={t("named", { number })}
      aria-invalid={problems[`${dotted}.name`] !== undefined}
      value={name}
      onChange={(event) => onChange({ ...assertion, name: event.target.value })}
      placeholder={source === "json" ? "$.status" : "Content-Type"}
      autoComplete="off"
      spellCheck={false}
      className="min-w-0 font-mono text-[0.8125rem]"
    />
  );
}
