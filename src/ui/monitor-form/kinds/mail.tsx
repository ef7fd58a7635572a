"use client";

import { useTranslations } from "next-intl";
import { useCheckField } from "../check-fields-context.ts";
import { recordOf } from "../draft.ts";
import { EXAMPLES } from "../examples.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { HostPortFields, LoginFields } from "../fields/common-fields.tsx";
import { ConnectionSection } from "../fields/connection-section.tsx";
import { Section } from "../fields/section.tsx";
import { SelectField, SwitchField } from "../fields/select-field.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import type { KindForm } from "./kind-form.ts";

const PORTS = {
  smtp: { none: "25", starttls: "587", tls: "465" },
  imap: { none: "143", starttls: "143", tls: "993" },
  pop3: { none: "110", starttls: "110", tls: "995" },
};
type MailKind = keyof typeof PORTS;
type Security = keyof (typeof PORTS)[MailKind];
const WAYS = ["starttls", "tls", "none"] as const;

function Target({ kind }: { kind: MailKind }) {
  const t = useTranslations("checks.mail");
  const security = useCheckField("security");
  const port = useCheckField("port");
  const choose = (next: string) => {
    if (Object.values(PORTS[kind]).includes(port.text)) port.set(PORTS[kind][next as Security]);
    security.set(next);
  };
  return (
    <>
      <HostPortFields placeholder={kind === "smtp" ? EXAMPLES.smtp : EXAMPLES.mail} />
      <SelectField
        name="security"
        label={t("security")}
        options={WAYS.map((value) => ({ value, label: t(`ways.${value}`) }))}
        onChoose={choose}
      />
    </>
  );
}

function Options({ kind }: { kind: MailKind }) {
  const t = useTranslations("checks.mail");
  const login = useCheckField("login");
  const { username } = recordOf(login.value);
  return (
    <>
      <Section
        title={t("login")}
        summary={[login.value === null ? t("noLogin") : String(username)]}
        fields={["login"]}
      >
        <SwitchField
          name="login"
          label={t("signIn")}
          note={t("signInNote")}
          onChange={(on) => login.set(on ? { username: "", password: "" } : null)}
        />
        {login.value !== null && <LoginFields at="login." />}
      </Section>
      <AssertionsSection kind={kind} />
      <TlsSection withDays />
      <ConnectionSection />
    </>
  );
}

function SmtpTarget() {
  return <Target kind="smtp" />;
}

function SmtpOptions() {
  return <Options kind="smtp" />;
}

function ImapTarget() {
  return <Target kind="imap" />;
}

function ImapOptions() {
  return <Options kind="imap" />;
}

function Pop3Target() {
  return <Target kind="pop3" />;
}

function Pop3Options() {
  return <Options kind="pop3" />;
}

/** The three mail protocols ask for the same. */
export const smtpForm: KindForm = { Target: SmtpTarget, Options: SmtpOptions };
export const imapForm: KindForm = { Target: ImapTarget, Options: ImapOptions };
export const pop3Form: KindForm = { Target: Pop3Target, Options: Pop3Options };
