"use client";

import { useTranslations } from "next-intl";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { NumberField, TextField } from "../fields/text-field.tsx";
import { usePaste } from "../paste-context.ts";
import type { KindForm } from "./kind-form.ts";

function Target() {
  const t = useTranslations("checks");
  return (
    <>
      <TextField
        name="name"
        label={t("domain.name")}
        hint={t("domain.hint")}
        placeholder={EXAMPLES.site}
        mono
        {...usePaste("name")}
      />
      <NumberField
        name="alertDays"
        label={t("field.alertDays")}
        hint={t("domain.alertDaysHint")}
        unit={t("field.days")}
      />
    </>
  );
}

function Options() {
  return <AssertionsSection kind="domain" />;
}

export const domainForm: KindForm = { Target, Options };
