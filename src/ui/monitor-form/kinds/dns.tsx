"use client";

import { useTranslations } from "next-intl";
import { DnsRecordType, DnsResolver } from "#contracts/checks/dns.ts";
import { useCheckField } from "../check-fields-context.ts";
import { blankOption, recordOf } from "../draft.ts";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { Section } from "../fields/section.tsx";
import { SelectField, SwitchField } from "../fields/select-field.tsx";
import { AreaField, NumberField, TextField } from "../fields/text-field.tsx";
import { usePaste } from "../paste-context.ts";
import type { KindForm } from "./kind-form.ts";

const RESOLVERS = ["system", "server", "doh"] as const;
const ANSWERS = ["records", "empty", "nxdomain"] as const;
const MATCHES = ["all", "any", "exactly"] as const;

function Target() {
  const t = useTranslations("checks.dns");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_7rem] items-start gap-3">
      <TextField name="name" label={t("name")} placeholder={EXAMPLES.site} mono {...usePaste("name")} />
      <SelectField
        name="recordType"
        label={t("recordType")}
        options={DnsRecordType.options.map((type) => ({ value: type, label: type }))}
      />
    </div>
  );
}

function Options() {
  return (
    <>
      <AnswerSection />
      <AssertionsSection kind="dns" />
      <ResolverSection />
    </>
  );
}

function AnswerSection() {
  const t = useTranslations("checks.dns");
  const answer = useCheckField("expectedAnswer").text;
  const records = useCheckField("expectedRecords");
  const values = String(recordOf(records.value).values ?? "")
    .split("\n")
    .filter(Boolean);
  const known = ANSWERS.find((one) => one === answer) ?? "records";
  return (
    <Section
      title={t("answer")}
      summary={values.length > 0 ? [values.join(", ")] : [t(`answers.${known}`)]}
      fields={["expectedAnswer", "expectedRecords", "requireDnssec"]}
    >
      <SelectField
        name="expectedAnswer"
        label={t("answer")}
        options={ANSWERS.map((value) => ({ value, label: t(`answers.${value}`) }))}
      />
      <SwitchField
        name="expectedRecords"
        label={t("records")}
        note={t("recordsNote")}
        onChange={(on) => records.set(on ? { match: "all", values: "" } : null)}
      />
      {records.value !== null && (
        <>
          <SelectField
            name="expectedRecords.match"
            label={t("match")}
            options={MATCHES.map((value) => ({ value, label: t(`matches.${value}`) }))}
          />
          <AreaField
            name="expectedRecords.values"
            label={t("values")}
            hint={t("valuesHint")}
            placeholder={"192.0.2.1\n10 mail.example.com"}
          />
        </>
      )}
      <SwitchField name="requireDnssec" label={t("dnssec")} note={t("dnssecNote")} />
    </Section>
  );
}

function ResolverSection() {
  const t = useTranslations("checks.dns");
  const { value, set } = useCheckField("resolver");
  const resolver = recordOf(value);
  const type = RESOLVERS.find((known) => known === resolver.type) ?? "system";
  const transports = ["udp", "tcp", "tls"].map((one) => ({ value: one, label: one.toUpperCase() }));
  return (
    <Section
      title={t("resolver")}
      summary={[type === "system" ? t("resolvers.system") : String(resolver.host ?? resolver.url)]}
      fields={["resolver"]}
    >
      <SelectField
        name="resolver.type"
        label={t("asked")}
        options={RESOLVERS.map((one) => ({ value: one, label: t(`resolvers.${one}`) }))}
        onChoose={(next) => set(blankOption(DnsResolver, next, value))}
      />
      {type === "server" && (
        <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[minmax(0,1fr)_6rem_6rem]">
          <div className="max-sm:col-span-2">
            <TextField name="resolver.host" label={t("server")} placeholder="9.9.9.9" mono />
          </div>
          <NumberField name="resolver.port" label={t("port")} />
          <SelectField name="resolver.transport" label={t("transport")} options={transports} />
        </div>
      )}
      {type === "doh" && (
        <TextField name="resolver.url" label={t("doh")} placeholder="https://dns.quad9.net/dns-query" mono />
      )}
    </Section>
  );
}

export const dnsForm: KindForm = { Target, Options };
