"use client";

import { useTranslations } from "next-intl";
import { BodyType, HttpMethod } from "#contracts/checks/http.ts";
import { useCheckField } from "../check-fields-context.ts";
import { PairsField } from "./pairs-field.tsx";
import { Pair } from "./section.tsx";
import { SelectField } from "./select-field.tsx";
import { AreaField, TextField } from "./text-field.tsx";

const METHODS = HttpMethod.options.map((method) => ({ value: method, label: method }));

/** One request and the status that it should get; of a check, or of one of its steps. */
export function RequestFields() {
  const t = useTranslations("checks.http");
  const form = useTranslations("monitorForm.advanced");
  const { text: method } = useCheckField("method");
  const { text: body, error } = useCheckField("body");
  const hasBody = !["GET", "HEAD"].includes(method) || body !== "" || error !== undefined;
  return (
    <>
      <Pair>
        <SelectField name="method" label={form("method")} options={METHODS} />
        <TextField name="expectedStatus" label={form("status")} hint={form("statusHint")} />
      </Pair>
      <PairsField name="query" what="query" />
      <PairsField name="headers" what="header" />
      {hasBody && (
        <>
          <SelectField
            name="bodyType"
            label={t("bodyType.label")}
            options={BodyType.options.map((value) => ({ value, label: t(`bodyType.${value}`) }))}
          />
          <AreaField name="body" label={form("body")} hint={form("bodyHint")} />
        </>
      )}
    </>
  );
}
