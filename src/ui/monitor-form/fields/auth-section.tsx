"use client";

import { useTranslations } from "next-intl";
import { HttpAuth } from "#contracts/checks/http.ts";
import { useCheckField } from "../check-fields-context.ts";
import { blankOption, recordOf } from "../draft.ts";
import { LoginFields } from "./common-fields.tsx";
import { PairsField } from "./pairs-field.tsx";
import { SecretField } from "./secret-field.tsx";
import { Pair, Section } from "./section.tsx";
import { SelectField } from "./select-field.tsx";
import { TextField } from "./text-field.tsx";

const TYPES = ["none", "basic", "digest", "bearer", "oauth2"] as const;
type AuthType = (typeof TYPES)[number];

export function AuthSection() {
  const t = useTranslations("checks.auth");
  const { value, set } = useCheckField("auth");
  const cookies = useCheckField("cookies").value;
  const type = TYPES.find((known) => known === recordOf(value).type) ?? "none";
  const count = Array.isArray(cookies) ? cookies.length : 0;
  const summary = [type === "none" ? null : t(`type.${type}`), count === 0 ? null : t("cookies", { count })];
  return (
    <Section title={t("title")} summary={summary} fields={["auth", "cookies"]}>
      <SelectField
        name="auth.type"
        label={t("method")}
        options={TYPES.map((one) => ({ value: one, label: t(`type.${one}`) }))}
        onChoose={(next) => set(blankOption(HttpAuth, next, value))}
      />
      <AuthFields type={type} />
      <PairsField name="cookies" what="cookie" />
    </Section>
  );
}

function AuthFields({ type }: { type: AuthType }) {
  const t = useTranslations("checks.auth");
  if (type === "none") return null;
  if (type === "basic" || type === "digest") return <LoginFields at="auth." />;
  if (type === "bearer") return <SecretField name="auth.token" label={t("token")} />;
  const places = (["header", "body"] as const).map((value) => ({ value, label: t(`sendIn.${value}`) }));
  return (
    <>
      <TextField
        name="auth.tokenUrl"
        label={t("tokenUrl")}
        placeholder="https://login.example.com/oauth/token"
        mono
      />
      <Pair>
        <TextField name="auth.clientId" label={t("clientId")} mono />
        <SecretField name="auth.clientSecret" label={t("clientSecret")} />
      </Pair>
      <Pair>
        <TextField name="auth.scope" label={t("scope")} mono />
        <TextField name="auth.audience" label={t("audience")} mono />
      </Pair>
      <SelectField name="auth.sendIn" label={t("sendIn.label")} options={places} />
    </>
  );
}
