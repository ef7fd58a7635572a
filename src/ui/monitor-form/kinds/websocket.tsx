"use client";

import { useTranslations } from "next-intl";
import { useCheckField } from "../check-fields-context.ts";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { UrlField } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { PairsField } from "../fields/pairs-field.tsx";
import { Section } from "../fields/section.tsx";
import { AreaField, TextField } from "../fields/text-field.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import type { KindForm } from "./kind-form.ts";

function Target() {
  return <UrlField placeholder={EXAMPLES.socket} />;
}

function Options() {
  const t = useTranslations("checks");
  const sent = useCheckField("send").text;
  const expected = useCheckField("expect").text;
  const headers = useCheckField("headers").value;
  const count = Array.isArray(headers) ? headers.length : 0;
  return (
    <>
      <Section
        title={t("exchange.title")}
        summary={[sent === "" ? null : t("exchange.sends"), expected === "" ? null : `“${expected}”`]}
        fields={["send", "expect"]}
      >
        <AreaField name="send" label={t("exchange.send")} hint={t("exchange.sendHint")} />
        <TextField name="expect" label={t("exchange.expect")} hint={t("exchange.openEnough")} mono />
      </Section>
      <AssertionsSection kind="websocket" />
      <Section
        title={t("websocket.handshake")}
        summary={[count === 0 ? null : t("http.count.headers", { count })]}
        fields={["headers", "subprotocols"]}
      >
        <PairsField name="headers" what="header" />
        <AreaField name="subprotocols" label={t("websocket.subprotocols")} hint={t("field.oneALine")} />
      </Section>
      <TlsSection />
      <ConnectionSection />
    </>
  );
}

export const websocketForm: KindForm = { Target, Options };
