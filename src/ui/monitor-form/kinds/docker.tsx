"use client";

import { useTranslations } from "next-intl";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { SwitchField } from "../fields/select-field.tsx";
import { TextField } from "../fields/text-field.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  const t = useTranslations("checks.docker");
  return (
    <>
      <TextField
        name="container"
        label={t("container")}
        hint={t("hint")}
        placeholder={EXAMPLES.container}
        mono
      />
      <SwitchField name="requireHealthy" label={t("healthy")} note={t("healthyNote")} />
    </>
  );
}

function Options() {
  return <AssertionsSection kind="docker" />;
}

export const dockerForm: KindForm = { Target, Options };
