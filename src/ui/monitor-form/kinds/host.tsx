"use client";

import { useTranslations } from "next-intl";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { Pair } from "../fields/section.tsx";
import { NumberField, TextField } from "../fields/text-field.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  const t = useTranslations("checks.host");
  return (
    <>
      <Pair>
        <NumberField name="maxCpuPercent" label={t("cpu")} hint={t("hint")} unit="%" />
        <NumberField name="maxMemoryPercent" label={t("memory")} unit="%" />
      </Pair>
      <Pair>
        <NumberField name="maxDiskPercent" label={t("disk")} unit="%" />
        <TextField name="diskPath" label={t("path")} placeholder="/" mono />
      </Pair>
    </>
  );
}

function Options() {
  return <AssertionsSection kind="host" />;
}

export const hostForm: KindForm = { Target, Options };
