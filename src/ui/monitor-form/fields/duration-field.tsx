"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useCheckField } from "../check-fields-context.ts";

const UNITS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
type Unit = keyof typeof UNITS;

/** Seconds, shown in the largest unit in which they are a whole number. */
export function DurationField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const t = useTranslations("checks.unit");
  const { dotted, text, error, set } = useCheckField(name);
  const [unit, setUnit] = useState<Unit>(() => unitFor(text));
  const typed = toUnit(text, unit);
  const choose = (next: Unit) => {
    setUnit(next);
    set(toSeconds(typed, next));
  };
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-2">
          <Input
            {...control}
            name={dotted}
            value={typed}
            onChange={(event) => set(toSeconds(event.target.value, unit))}
            inputMode="numeric"
            autoComplete="off"
            className="tabular-nums"
          />
          <Select
            aria-label={t("label", { field: label })}
            value={unit}
            onChange={choose}
            options={(Object.keys(UNITS) as Unit[]).map((value) => ({ value, label: t(value) }))}
          />
        </div>
      )}
    </Field>
  );
}

function unitFor(text: string): Unit {
  const seconds = Number(text);
  if (text === "" || seconds === 0) return "minutes";
  return (["days", "hours", "minutes"] as const).find((unit) => seconds % UNITS[unit] === 0) ?? "seconds";
}

/** What cannot be read stays as it is typed. */
function toSeconds(typed: string, unit: Unit): string {
  return /^\d+([.,]\d+)?$/.test(typed.trim()) ? String(Number(typed.replace(",", ".")) * UNITS[unit]) : typed;
}

function toUnit(text: string, unit: Unit): string {
  return /^\d+(\.\d+)?$/.test(text) ? String(Number(text) / UNITS[unit]) : text;
}
