"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { useCheckField } from "../check-fields-context.ts";
import { type DraftRecord, recordOf } from "../draft.ts";

const LOOKS = {
  header: { placeholders: ["Authorization", "Bearer …"] },
  query: { placeholders: ["page", "1"] },
  cookie: { placeholders: ["session", "…"] },
  metadata: { placeholders: ["x-tenant", "…"] },
} as const;

type PairsFieldProps = { name: string; what: keyof typeof LOOKS };

/** Names with values, one row each. */
export function PairsField({ name, what }: PairsFieldProps) {
  const t = useTranslations("checks.pairs");
  const { dotted, value, problems, set } = useCheckField(name);
  const rows = (Array.isArray(value) ? value : []) as DraftRecord[];
  const replace = (at: number, change: DraftRecord) =>
    set(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t(`${what}.title`)}</legend>
      {listRows(rows).map(({ row, at, key }) => (
        <PairRow
          key={key}
          row={row}
          number={at + 1}
          what={what}
          problems={[problems[`${dotted}.${at}.name`], problems[`${dotted}.${at}.value`]]}
          onChange={(change) => replace(at, change)}
          onRemove={() => set(rows.filter((_, index) => index !== at))}
        />
      ))}
      {problems[dotted] !== undefined && <FieldError>{problems[dotted]}</FieldError>}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="sm" onClick={() => set([...rows, { name: "", value: "" }])}>
          <Plus aria-hidden className="size-3.5" />
          {t(`${what}.add`)}
        </Button>
        {rows.length > 0 && (
          <p className="text-xs text-ink-3">{t("secretHint", { example: "{{secret.NAME}}" })}</p>
        )}
      </div>
    </fieldset>
  );
}

type PairRowProps = {
  row: DraftRecord;
  number: number;
  what: keyof typeof LOOKS;
  problems: readonly [string | undefined, string | undefined];
  onChange: (change: DraftRecord) => void;
  onRemove: () => void;
};

function PairRow({ row, number, what, problems, onChange, onRemove }: PairRowProps) {
  const t = useTranslations("checks.pairs");
  const [nameHint, valueHint] = LOOKS[what].placeholders;
  const [wrongName, wrongValue] = problems;
  const { name, value } = recordOf(row);
  const problem = wrongName ?? wrongValue;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-[1fr_1fr_auto] gap-2">
        <Input
          value={String(name)}
          onChange={(event) => onChange({ name: event.target.value })}
          aria-label={t(`${what}.name`, { number })}
          aria-invalid={wrongName !== undefined}
          placeholder={nameHint}
          autoComplete="off"
          spellCheck={false}
        />
        <Input
          value={String(value)}
          onChange={(event) => onChange({ value: event.target.value })}
          aria-label={t(`${what}.value`, { number })}
          aria-invalid={wrongValue !== undefined}
          placeholder={valueHint}
          autoComplete="off"
          spellCheck={false}
        />
        <Button variant="ghost" size="icon" aria-label={t(`${what}.remove`, { number })} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </Button>
      </div>
      {problem !== undefined && <FieldError>{problem}</FieldError>}
    </div>
  );
}

/** All fields are controlled, so that a row needs no identity beyond its place. */
export function listRows<Row>(rows: readonly Row[]): { row: Row; at: number; key: string }[] {
  return rows.map((row, at) => ({ row, at, key: `row ${at}` }));
}
