"use client";

import { useTranslations } from "next-intl";
import { Field } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useCheckField } from "../check-fields-context.ts";
import { type DraftValue, recordOf } from "../draft.ts";
import { AssertionsSection } from "../fields/assertions-section.tsx";
import { AuthSection } from "../fields/auth-section.tsx";
import { UrlField } from "../fields/common-fields.tsx";
import { HttpConnectionSection } from "../fields/http-connection.tsx";
import { RequestFields } from "../fields/request-fields.tsx";
import { Pair, Section } from "../fields/section.tsx";
import { SwitchField } from "../fields/select-field.tsx";
import { TextField } from "../fields/text-field.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import { useTemplate } from "../template-context.ts";
import type { KindForm } from "./kind-form.ts";

const KEYWORD_MODES = ["none", "present", "absent"] as const;

function Target() {
  return <UrlField />;
}

function Options() {
  const template = useTemplate();
  return (
    <>
      <RequestSection key={template} isOpen={template !== "website"} />
      <AssertionsSection kind="http" />
      <AuthSection />
      <TlsSection withDays />
      <HttpConnectionSection />
    </>
  );
}

function RequestSection({ isOpen }: { isOpen: boolean }) {
  const t = useTranslations("checks.http");
  const form = useTranslations("monitorForm.advanced");
  const method = useCheckField("method").text;
  const status = useCheckField("expectedStatus").text;
  const keyword = recordOf(useCheckField("keyword").value).text;
  const summary = [
    method === "GET" ? null : method,
    useCount("query", (count) => t("count.query", { count })),
    useCount("headers", (count) => t("count.headers", { count })),
    status,
    keyword === undefined ? null : `“${String(keyword)}”`,
  ];
  return (
    <Section
      title={form("title")}
      summary={summary}
      fields={["method", "query", "headers", "body", "expectedStatus", "keyword", "followRedirects"]}
      isOpen={isOpen}
    >
      <RequestFields />
      <KeywordFields />
      <SwitchField name="followRedirects" label={form("redirects")} />
    </Section>
  );
}

function useCount(name: string, say: (count: number) => string): string | null {
  const { value } = useCheckField(name);
  return Array.isArray(value) && value.length > 0 ? say(value.length) : null;
}

function KeywordFields() {
  const t = useTranslations("monitorForm.advanced");
  const { value, set } = useCheckField("keyword");
  const keyword = recordOf(value) as Record<string, DraftValue>;
  const mode = KEYWORD_MODES.find((known) => known === keyword.mode) ?? "none";
  return (
    <Pair>
      <Field label={t("response")} error={undefined}>
        {(control) => (
          <Select
            {...control}
            value={mode}
            onChange={(next) => set(next === "none" ? null : { text: keyword.text ?? "", mode: next })}
            options={KEYWORD_MODES.map((one) => ({ value: one, label: t(`mode.${one}`) }))}
          />
        )}
      </Field>
      {mode !== "none" && <TextField name="keyword.text" label={t("keyword")} hint={t("keywordHint")} />}
    </Pair>
  );
}

export const httpForm: KindForm = { Target, Options };
