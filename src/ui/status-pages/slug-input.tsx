"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { plainAddress } from "./plain-address.ts";

type SlugInputProps = { value: string; onChange: (slug: string) => void; error: string | undefined };

/** The end of the public address, with the rest of it in front. */
export function SlugInput({ value, onChange, error }: SlugInputProps) {
  const t = useTranslations("statusPages.slug");
  // The server does not know by which address it was reached.
  const origin = useSyncExternalStore(
    () => () => undefined,
    () => window.location.origin,
    () => "",
  );
  return (
    <Field label={t("label")} hint={t("hint")} error={error}>
      {(control) => (
        <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
          <span className="min-w-0 truncate font-mono text-xs text-ink-3">
            {`${plainAddress(origin)}/status/`}
          </span>
          <Input
            {...control}
            value={value}
            onChange={(event) => onChange(event.target.value.toLowerCase())}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="min-w-40 flex-1 font-mono text-[0.8125rem]"
          />
        </div>
      )}
    </Field>
  );
}
