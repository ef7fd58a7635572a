"use client";

import { useTranslations } from "next-intl";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { AreaField, TextField } from "../fields/text-field.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  const t = useTranslations("checks.exchange");
  return (
    <>
      <HostPortFields placeholder={EXAMPLES.game} />
      <AreaField name="send" label={t("send")} hint={t("escapes")} placeholder={EXAMPLES.datagram} />
      <TextField name="expect" label={t("expect")} hint={t("anyAnswer")} mono />
    </>
  );
}

function Options() {
  return (
    <>
      <AssertionsSection kind="udp" />
      <ConnectionSection />
    </>
  );
}

export const udpForm: KindForm = { Target, Options };
