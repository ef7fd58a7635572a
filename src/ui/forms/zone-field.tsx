"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";

type ZoneFieldProps = {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
};

/** An IANA zone: typed, with the browser's own list to choose from. */
export function ZoneField({ value, onChange, error }: ZoneFieldProps) {
  const t = useTranslations("common");
  const listId = useId();
  return (
    <Field label={t("timeZone")} error={error}>
      {(control) => (
        <>
          <Input
            {...control}
            value={value}
            onChange={(event) => onChange(event.target.value.trim())}
            list={listId}
            autoComplete="off"
            spellCheck={false}
          />
          <datalist id={listId}>
            {Intl.supportedValuesOf("timeZone").map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** The reader's own; forms begin with it. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
