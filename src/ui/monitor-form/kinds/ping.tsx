"use client";

import { useTranslations } from "next-intl";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostField } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { Pair } from "../fields/section.tsx";
import { NumberField } from "../fields/text-field.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  const t = useTranslations("checks.ping");
  return (
    <>
      <HostField placeholder={EXAMPLES.gateway} hint={t("hint")} />
      <Pair>
        <NumberField name="packets" label={t("packets")} />
        <NumberField name="maxLossPercent" label={t("maxLoss")} hint={t("maxLossHint")} unit="%" />
      </Pair>
    </>
  );
}

function Options() {
  return (
    <>
      <AssertionsSection kind="ping" />
      <ConnectionSection />
    </>
  );
}

export const pingForm: KindForm = { Target, Options };
