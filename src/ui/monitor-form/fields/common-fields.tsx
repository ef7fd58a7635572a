"use client";

import { useTranslations } from "next-intl";
import { useCheckField } from "../check-fields-context.ts";
import { EXAMPLES } from "../examples.ts";
import { usePaste } from "../paste-context.ts";
import { SecretField } from "./secret-field.tsx";
import { Pair } from "./section.tsx";
import { SelectField, SwitchField } from "./select-field.tsx";
import { NumberField, TextField } from "./text-field.tsx";

type HostFieldProps = { placeholder?: string; hint?: string };

/** A name or an address; what is pasted may be more than that. */
export function HostField({ placeholder = EXAMPLES.database, hint }: HostFieldProps) {
  const t = useTranslations("checks.field");
  const { onPaste, onBlur } = usePaste("host");
  return (
    <TextField
      name="host"
      label={t("host")}
      placeholder={placeholder}
      {...(hint === undefined ? {} : { hint })}
      mono
      onPaste={onPaste}
      onBlur={onBlur}
    />
  );
}

export function HostPortFields({ placeholder, hint }: HostFieldProps) {
  const t = useTranslations("checks.field");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_6.5rem] items-start gap-3">
      <HostField
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(hint === undefined ? {} : { hint })}
      />
      <NumberField name="port" label={t("port")} />
    </div>
  );
}

export function UrlField({ placeholder = EXAMPLES.url }: { placeholder?: string }) {
  const t = useTranslations("monitorForm");
  const { onPaste, onBlur } = usePaste("url");
  return (
    <TextField name="url" label={t("url")} placeholder={placeholder} mono onPaste={onPaste} onBlur={onBlur} />
  );
}

export function IpFamilyField() {
  const t = useTranslations("checks.field");
  const options = (["any", "v4", "v6"] as const).map((value) => ({ value, label: t(`family.${value}`) }));
  return <SelectField name="ipFamily" label={t("ipFamily")} options={options} />;
}

type SecureFieldProps = {
  /** The port without and with TLS: it follows while it is one of the two. */
  ports?: readonly [number, number];
};

export function SecureField({ ports }: SecureFieldProps) {
  const t = useTranslations("checks.field");
  const secure = useCheckField("secure");
  const port = useCheckField("port");
  const change = (on: boolean) => {
    secure.set(on);
    if (ports === undefined) return;
    const [plain, encrypted] = ports;
    if (port.text === String(on ? plain : encrypted)) port.set(String(on ? encrypted : plain));
  };
  return <SwitchField name="secure" label={t("secure")} note={t("secureNote")} onChange={change} />;
}

/** Within a record of its own, such as `login`, or in the check itself with an empty prefix. */
export function LoginFields({ at }: { at: string }) {
  const t = useTranslations("checks.field");
  return (
    <Pair>
      <TextField name={`${at}username`} label={t("username")} />
      <SecretField name={`${at}password`} label={t("password")} />
    </Pair>
  );
}

/** Fails while the certificate is valid for fewer days. */
export function CertificateDaysField() {
  const t = useTranslations("checks.field");
  return (
    <NumberField
      name="certificateDays"
      label={t("certificateDays")}
      hint={t("certificateDaysHint")}
      unit={t("days")}
    />
  );
}
