"use client";

import { useTranslations } from "next-intl";
import { type DatabaseEngine, PORT_OF_ENGINE } from "#contracts/checks/database.ts";
import { useCheckField } from "../check-fields-context.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields, LoginFields, SecureField } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { Section } from "../fields/section.tsx";
import { SelectField } from "../fields/select-field.tsx";
import { AreaField, TextField } from "../fields/text-field.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import type { KindForm } from "./kind-form.ts";

const ENGINES: Record<DatabaseEngine, { name: string; query: string }> = {
  postgres: { name: "PostgreSQL", query: "SELECT count(*) FROM orders" },
  mysql: { name: "MySQL, MariaDB", query: "SELECT count(*) FROM orders" },
  redis: { name: "Redis, Valkey", query: "LLEN jobs" },
  mongodb: { name: "MongoDB", query: '{"ping": 1}' },
};

function useEngine(): DatabaseEngine {
  const { text } = useCheckField("engine");
  return text in ENGINES ? (text as DatabaseEngine) : "postgres";
}

function Target() {
  const t = useTranslations("checks.database");
  const { set } = useCheckField("engine");
  const port = useCheckField("port");
  const choose = (next: string) => {
    const usual = Object.values(PORT_OF_ENGINE).map(String);
    if (port.text === "" || usual.includes(port.text)) {
      port.set(String(PORT_OF_ENGINE[next as DatabaseEngine]));
    }
    set(next);
  };
  return (
    <>
      <SelectField
        name="engine"
        label={t("engine")}
        options={Object.entries(ENGINES).map(([value, { name }]) => ({ value, label: name }))}
        onChoose={choose}
      />
      <HostPortFields />
      <SecureField />
    </>
  );
}

function Options() {
  const t = useTranslations("checks.database");
  const engine = useEngine();
  const username = useCheckField("username").text;
  const query = useCheckField("query").text;
  return (
    <>
      <Section
        title={t("login")}
        summary={[username === "" ? t("noLogin") : username]}
        fields={["username", "password", "database"]}
      >
        <LoginFields at="" />
        <TextField name="database" label={t("database")} mono />
      </Section>
      <Section title={t("query")} summary={[query]} fields={["query"]}>
        <AreaField
          name="query"
          label={t("query")}
          hint={t(`queryHint.${engine}`)}
          placeholder={ENGINES[engine].query}
        />
      </Section>
      <AssertionsSection kind="database" />
      <TlsSection />
      <ConnectionSection />
    </>
  );
}

export const databaseForm: KindForm = { Target, Options };
