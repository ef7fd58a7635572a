"use client";

import { useTranslations } from "next-intl";
import { useCheckField } from "../check-fields-context.ts";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields, SecureField } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { PairsField } from "../fields/pairs-field.tsx";
import { Section } from "../fields/section.tsx";
import { TextField } from "../fields/text-field.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  const t = useTranslations("checks.grpc");
  return (
    <>
      <HostPortFields placeholder={EXAMPLES.rpc} />
      <TextField
        name="service"
        label={t("service")}
        hint={t("serviceHint")}
        placeholder={EXAMPLES.rpcService}
        mono
      />
      <SecureField ports={[50051, 443]} />
    </>
  );
}

function Options() {
  const t = useTranslations("checks");
  const { value } = useCheckField("metadata");
  const count = Array.isArray(value) ? value.length : 0;
  return (
    <>
      <AssertionsSection kind="grpc" />
      <Section
        title={t("pairs.metadata.title")}
        summary={[count === 0 ? null : t("http.count.headers", { count })]}
        fields={["metadata"]}
      >
        <PairsField name="metadata" what="metadata" />
      </Section>
      <TlsSection />
      <ConnectionSection />
    </>
  );
}

export const grpcForm: KindForm = { Target, Options };
