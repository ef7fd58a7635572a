"use client";

import { useTranslations } from "next-intl";
import { useCheckField } from "../check-fields-context.ts";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { Pair } from "../fields/section.tsx";
import { SelectField, SwitchField } from "../fields/select-field.tsx";
import { NumberField } from "../fields/text-field.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import type { KindForm } from "./kind-form.ts";

const PORTS = { none: "443", smtp: "587", imap: "143", pop3: "110", postgres: "5432" };
type StartTls = keyof typeof PORTS;
const PROTOCOLS = Object.keys(PORTS) as StartTls[];

function Target() {
  const t = useTranslations("checks");
  const startTls = useCheckField("startTls");
  const port = useCheckField("port");
  const choose = (next: string) => {
    // A port of one's own stays.
    if (Object.values(PORTS).includes(port.text)) port.set(PORTS[next as StartTls]);
    startTls.set(next);
  };
  return (
    <>
      <HostPortFields placeholder={EXAMPLES.site} />
      <Pair>
        <NumberField
          name="alertDays"
          label={t("field.alertDays")}
          hint={t("field.alertDaysHint")}
          unit={t("field.days")}
        />
        <SelectField
          name="startTls"
          label={t("tlsKind.startTls")}
          options={PROTOCOLS.map((value) => ({ value, label: t(`tlsKind.protocol.${value}`) }))}
          onChoose={choose}
        />
      </Pair>
    </>
  );
}

function Options() {
  const t = useTranslations("checks.tlsKind");
  return (
    <>
      <AssertionsSection kind="tls" />
      <TlsSection />
      <ConnectionSection fields={["requireStaple"]}>
        <SwitchField name="requireStaple" label={t("staple")} note={t("stapleNote")} />
      </ConnectionSection>
    </>
  );
}

export const tlsForm: KindForm = { Target, Options };
