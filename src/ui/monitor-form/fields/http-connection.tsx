"use client";

import { useTranslations } from "next-intl";
import { useCheckField } from "../check-fields-context.ts";
import { recordOf } from "../draft.ts";
import { LoginFields } from "./common-fields.tsx";
import { ConnectionSection } from "./connection-section.tsx";
import { SelectField, SwitchField } from "./select-field.tsx";
import { NumberField, TextField } from "./text-field.tsx";

const VERSIONS = ["1.1", "2", "auto"] as const;

/** How the requests of a check travel. */
export function HttpConnectionSection() {
  const t = useTranslations("checks.http");
  const version = useCheckField("httpVersion").text;
  const proxy = useCheckField("proxy");
  const proxyUrl = recordOf(proxy.value).url;
  const login = recordOf(proxy.value).login;
  const summary = [
    version === "1.1" ? null : t(version === "2" ? "version.2" : "version.auto"),
    proxy.value === null ? null : t("proxy"),
  ];
  return (
    <ConnectionSection summary={summary} fields={["httpVersion", "maxRedirects", "proxy"]}>
      <SelectField
        name="httpVersion"
        label={t("version.label")}
        options={VERSIONS.map((value) => ({
          value,
          label: t(value === "1.1" ? "version.1" : `version.${value}`),
        }))}
      />
      <NumberField name="maxRedirects" label={t("maxRedirects")} />
      <SwitchField
        name="proxy"
        label={t("proxy")}
        note={t("proxyNote")}
        onChange={(on) => proxy.set(on ? { url: "", login: null } : null)}
      />
      {proxyUrl !== undefined && (
        <>
          <TextField
            name="proxy.url"
            label={t("proxyAddress")}
            placeholder="http://proxy.example.com:3128"
            mono
          />
          <SwitchField
            name="proxy.login"
            label={t("proxyLogin")}
            onChange={(on) =>
              proxy.set({ url: String(proxyUrl), login: on ? { username: "", password: "" } : null })
            }
          />
          {login !== null && <LoginFields at="proxy.login." />}
        </>
      )}
    </ConnectionSection>
  );
}
