"use client";

import { useTranslations } from "next-intl";
import { LOCALES } from "#contracts/locales.ts";
import type { Problems } from "#ui/forms/read-with.ts";
import { SwitchRow } from "#ui/forms/switch-row.tsx";
import { ZoneField } from "#ui/forms/zone-field.tsx";
import { Field } from "#ui/primitives/field.tsx";
import { Input } from "#ui/primitives/input.tsx";
import { Segmented } from "#ui/primitives/segmented.tsx";
import { Select } from "#ui/primitives/select.tsx";
import type { LookValues } from "./look-values.ts";

const DAYS = [30, 60, 90] as const;
const LINKS = ["homeUrl", "supportUrl"] as const;
const SWITCHES = ["subscribe", "indexed", "branding"] as const;

type LookDetailsProps = {
  values: LookValues;
  set: (part: Partial<LookValues>) => void;
  problems: Problems;
};

/** Everything about the look that is no colour. */
export function LookDetails({ values, set, problems }: LookDetailsProps) {
  const t = useTranslations("statusPages.look");
  return (
    <>
      <div className="grid gap-5 border-t pt-5 sm:grid-cols-2">
        <Field label={t("locale")} hint={t("localeHint")} error={problems.locale}>
          {(control) => (
            <Select
              {...control}
              value={values.locale}
              onChange={(locale) => set({ locale })}
              options={LOCALES.map((locale) => ({
                value: locale,
                label: new Intl.DisplayNames([locale], { type: "language" }).of(locale) ?? locale,
              }))}
            />
          )}
        </Field>
        <ZoneField
          value={values.timeZone}
          onChange={(timeZone) => set({ timeZone })}
          error={problems.timeZone}
        />
      </div>
      <div className="flex flex-col items-start gap-1.5">
        <span className="text-[0.8125rem] font-medium">{t("history")}</span>
        <Segmented
          label={t("history")}
          value={String(values.historyDays)}
          onChange={(days) => set({ historyDays: DAYS.find((one) => String(one) === days) ?? 90 })}
          options={DAYS.map((days) => ({ value: String(days), label: t("days", { days }) }))}
        />
      </div>
      <div className="grid gap-5 border-t pt-5 sm:grid-cols-2">
        {LINKS.map((link) => (
          <Field key={link} label={t(link)} hint={t(`${link}Hint`)} error={problems[link]}>
            {(control) => (
              <Input
                {...control}
                type="text"
                inputMode="url"
                value={values[link]}
                onChange={(event) => set({ [link]: event.target.value })}
                placeholder={link === "homeUrl" ? "https://example.com" : "mailto:help@example.com"}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="flex flex-col gap-4 border-t pt-5">
        {SWITCHES.map((name) => (
          <SwitchRow
            key={name}
            label={t(name)}
            note={t(`${name}Note`)}
            checked={values[name]}
            onChange={(checked) => set({ [name]: checked })}
          />
        ))}
      </div>
    </>
  );
}
