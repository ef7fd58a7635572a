"use client";

import { useTranslations } from "next-intl";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";

/** auto: the page's own. */
const LANGUAGES = ["auto", "en", "de", "hi"] as const;

export function LanguageField({ value, onChange }: { value: string; onChange: (lang: string) => void }) {
  const t = useTranslations("statusShare.language");
  return (
    <Field label={t("title")} error={undefined}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={onChange}
          options={LANGUAGES.map((lang) => ({ value: lang as string, label: t(lang) }))}
        />
      )}
    </Field>
  );
}
