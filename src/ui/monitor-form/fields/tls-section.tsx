"use client";

import { useTranslations } from "next-intl";
import { useCheckField } from "../check-fields-context.ts";
import { recordOf } from "../draft.ts";
import { EXAMPLES } from "../examples.ts";
import { CertificateDaysField } from "./common-fields.tsx";
import { SecretField } from "./secret-field.tsx";
import { Pair, Section } from "./section.tsx";
import { SelectField, SwitchField } from "./select-field.tsx";
import { AreaField, TextField } from "./text-field.tsx";

const VERSIONS = ["1.0", "1.1", "1.2", "1.3"].map((version) => ({ value: version, label: `TLS ${version}` }));

/** How the encrypted connection is made; the same for every kind that has one. */
export function TlsSection({
  withDays = false,
}: {
  /** With the days that a certificate must have left. */ withDays?: boolean;
}) {
  const t = useTranslations("checks.tls");
  const { value } = useCheckField("tls");
  const tls = recordOf(value);
  const { set, value: own } = useCheckField("tls.clientCertificate");
  const summary = [
    tls.verify === true ? t("verified") : t("notVerified"),
    tls.minVersion === "1.2" ? null : t("from", { version: String(tls.minVersion) }),
    tls.serverName === "" ? null : String(tls.serverName),
    tls.ca === "" ? null : t("ownCa"),
    own === null ? null : t("clientCertificate"),
  ];
  return (
    <Section title={t("title")} summary={summary} fields={["tls", "certificateDays"]}>
      {withDays && <CertificateDaysField />}
      <SwitchField name="tls.verify" label={t("verify")} note={t("verifyNote")} />
      <Pair>
        <SelectField name="tls.minVersion" label={t("minVersion")} options={VERSIONS} />
        <TextField name="tls.serverName" label={t("serverName")} hint={t("serverNameHint")} mono />
      </Pair>
      <AreaField name="tls.ca" label={t("ca")} hint={t("caHint")} placeholder={EXAMPLES.pem} />
      <SwitchField
        name="tls.clientCertificate"
        label={t("clientCertificate")}
        note={t("clientCertificateNote")}
        onChange={(on) => set(on ? { certificate: "", key: "" } : null)}
      />
      {own !== null && (
        <>
          <AreaField
            name="tls.clientCertificate.certificate"
            label={t("certificate")}
            placeholder={EXAMPLES.pem}
          />
          <SecretField name="tls.clientCertificate.key" label={t("key")} />
        </>
      )}
    </Section>
  );
}
