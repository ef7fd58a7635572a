"use client";

import { useTranslations } from "next-intl";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { Pair } from "../fields/section.tsx";
import { NumberField } from "../fields/text-field.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  const t = useTranslations("checks.ntp");
  return (
    <>
      <HostPortFields placeholder={EXAMPLES.time} />
      <Pair>
        <NumberField name="maxOffsetMs" label={t("maxOffset")} hint={t("maxOffsetHint")} unit="ms" />
        <NumberField name="maxStratum" label={t("maxStratum")} hint={t("maxStratumHint")} />
      </Pair>
    </>
  );
}

function Options() {
  return (
    <>
      <AssertionsSection kind="ntp" />
      <ConnectionSection />
    </>
  );
}

export const ntpForm: KindForm = { Target, Options };
