"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { moveItem } from "#ui/forms/move-item.ts";
import { Button } from "#ui/primitives/button.tsx";
import { FieldError } from "#ui/primitives/field.tsx";
import { CheckFieldsContext, useCheckField, useCheckFields } from "../check-fields-context.ts";
import type { DraftRecord } from "../draft.ts";
import { AssertionsField, AssertionsSection } from "../fields/assertions-section.tsx";
import { AuthSection } from "../fields/auth-section.tsx";
import { ExtractField } from "../fields/extract-field.tsx";
import { HttpConnectionSection } from "../fields/http-connection.tsx";
import { listRows } from "../fields/pairs-field.tsx";
import { RequestFields } from "../fields/request-fields.tsx";
import { SwitchField } from "../fields/select-field.tsx";
import { StepCard } from "../fields/step-card.tsx";
import { TextField } from "../fields/text-field.tsx";
import { TlsSection } from "../fields/tls-section.tsx";
import { KIND_DEFAULTS } from "../kind-defaults.ts";
import type { KindForm } from "./kind-form.ts";

const MOST_STEPS = 20;

function Target() {
  const t = useTranslations("checks.steps");
  const fields = useCheckFields();
  const { dotted, value, problems, set } = useCheckField("steps");
  const steps = (Array.isArray(value) ? value : []) as DraftRecord[];
  const [openAt, setOpenAt] = useState(0);
  const move = (from: number, to: number) => {
    set(moveItem(steps, from, to));
    setOpenAt((at) => (at === from ? to : at === to ? from : at));
  };
  const insert = (at: number, step: DraftRecord) => {
    set(steps.toSpliced(at, 0, step));
    setOpenAt(at);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-[0.8125rem] font-medium">{t("title")}</legend>
      <ol className="flex flex-col gap-2">
        {listRows(steps).map(({ row, at, key }) => (
          <StepCard
            key={key}
            number={at + 1}
            count={steps.length}
            title={row.name === "" ? t("nameless") : String(row.name)}
            summary={`${String(row.method)} ${pathOf(row.url)}`}
            isWrong={Object.keys(problems).some((path) => path.startsWith(`${dotted}.${at}.`))}
            isOpen={openAt === at}
            onToggle={() => setOpenAt(openAt === at ? -1 : at)}
            onMove={move}
            onCopy={() => insert(at + 1, row)}
            onRemove={() => set(steps.filter((_, index) => index !== at))}
          >
            <CheckFieldsContext value={{ ...fields, prefix: ["steps", String(at)] }}>
              <StepFields />
            </CheckFieldsContext>
          </StepCard>
        ))}
      </ol>
      {problems[dotted] !== undefined && <FieldError>{problems[dotted]}</FieldError>}
      <Button
        size="sm"
        className="self-start"
        disabled={steps.length >= MOST_STEPS}
        onClick={() => insert(steps.length, newStep(t("named", { number: steps.length + 1 })))}
      >
        <Plus aria-hidden className="size-3.5" />
        {t("add")}
      </Button>
    </fieldset>
  );
}

function StepFields() {
  const t = useTranslations("checks.steps");
  const form = useTranslations("monitorForm");
  const { text: url } = useCheckField("url");
  return (
    <>
      <TextField name="name" label={t("name")} placeholder={t("namePlaceholder")} />
      <TextField
        name="url"
        label={form("url")}
        placeholder="https://example.com/login"
        hint={url === "" ? undefined : t("variables", { example: "{{vars.token}}" })}
        mono
      />
      <RequestFields />
      <SwitchField name="followRedirects" label={form("advanced.redirects")} />
      <ExtractField />
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="mb-1.5 text-[0.8125rem] font-medium">{t("assertions")}</legend>
        <AssertionsField kind="http" />
      </fieldset>
    </>
  );
}

function Options() {
  return (
    <>
      <AssertionsSection kind="multistep" />
      <AuthSection />
      <TlsSection />
      <HttpConnectionSection />
    </>
  );
}

function newStep(name: string): DraftRecord {
  const steps = KIND_DEFAULTS.multistep?.steps;
  const blank = Array.isArray(steps) ? steps[0] : undefined;
  return { ...(blank as DraftRecord), name };
}

/** Without the host, which is the same for most steps. */
function pathOf(url: unknown): string {
  const text = String(url);
  if (!URL.canParse(text)) return text;
  const { pathname, search } = new URL(text);
  return `${pathname}${search}`;
}

export const multistepForm: KindForm = { Target, Options };
