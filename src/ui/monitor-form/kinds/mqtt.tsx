"use client";

import { useTranslations } from "next-intl";
import { useCheckField } from "../check-fields-context.ts";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields, LoginFields, SecureField } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { Section } from "../fields/section.tsx";
import { AreaField, TextField } from "../fields/text-field.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  return (
    <>
      <HostPortFields placeholder={EXAMPLES.broker} />
      <SecureField ports={[1883, 8883]} />
    </>
  );
}

function Options() {
  const t = useTranslations("checks");
  const username = useCheckField("username").text;
  const topic = useCheckField("topic").text;
  return (
    <>
      <Section
        title={t("database.login")}
        summary={[username === "" ? t("database.noLogin") : username]}
        fields={["username", "password"]}
      >
        <LoginFields at="" />
      </Section>
      <Section
        title={t("exchange.title")}
        summary={[topic === "" ? t("mqtt.connectOnly") : topic]}
        fields={["topic", "publish", "expect"]}
      >
        <TextField
          name="topic"
          label={t("mqtt.topic")}
          hint={t("mqtt.topicHint")}
          placeholder={EXAMPLES.topic}
          mono
        />
        <AreaField name="publish" label={t("mqtt.publish")} hint={t("mqtt.publishHint")} />
        <TextField name="expect" label={t("exchange.expect")} hint={t("mqtt.expectHint")} mono />
      </Section>
      <AssertionsSection kind="mqtt" />
      <TlsSection />
      <ConnectionSection />
    </>
  );
}

export const mqttForm: KindForm = { Target, Options };
