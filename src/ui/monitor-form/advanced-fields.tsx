"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Controller } from "react-hook-form";
import { HttpMethod } from "#contracts/checks/http.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input, Textarea } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import { HeaderRows } from "./header-rows.tsx";
import type { MonitorFormState } from "./monitor-form-state.ts";

const METHODS = HttpMethod.options.map((method) => ({ value: method, label: method }));
const KEYWORD_MODES = ["none", "present", "absent"] as const;

type AdvancedFieldsProps = { form: MonitorFormState /** From the beginning. */; isOpen: boolean };

export function AdvancedFields({ form, isOpen }: AdvancedFieldsProps) {
  const t = useTranslations("monitorForm.advanced");
  const { errors } = form.formState;
  const wrong = [errors.method, errors.headers, errors.body, errors.expectedStatus, errors.keywordText].some(
    Boolean,
  );
  const [open, setOpen] = useState(isOpen);
  const shown = open || wrong;
  const id = useId();
  const keywordMode = form.watch("keywordMode");

  return (
    <div className="rounded-lg border">
      <button
        type="button"
        aria-expanded={shown}
        aria-controls={id}
        onClick={() => setOpen(!shown)}
        className="flex w-full items-center gap-2 rounded-lg px-3.5 py-2.5 text-[0.8125rem] font-medium hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={`size-4 text-ink-3 transition-transform ${shown ? "rotate-90" : ""}`}
        />
        {t("title")}
      </button>
      <div id={id} hidden={!shown} className="border-t p-3.5">
        <div className="flex flex-col gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t("method")} error={errors.method?.message}>
              {(control) => (
                <Controller
                  control={form.control}
                  name="method"
                  render={({ field }) => (
                    <Select {...control} value={field.value} onChange={field.onChange} options={METHODS} />
                  )}
                />
              )}
            </Field>
            <Field label={t("status")} error={errors.expectedStatus?.message} hint={t("statusHint")}>
              {(control) => (
                <Input
                  {...control}
                  {...form.register("expectedStatus")}
                  className="tabular-nums"
                  autoComplete="off"
                />
              )}
            </Field>
          </div>
          <HeaderRows form={form} />
          <Field label={t("body")} error={errors.body?.message} hint={t("bodyHint")}>
            {(control) => (
              <Textarea
                {...control}
                {...form.register("body")}
                spellCheck={false}
                className="font-mono text-xs"
              />
            )}
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label={t("response")} error={undefined}>
              {(control) => (
                <Controller
                  control={form.control}
                  name="keywordMode"
                  render={({ field }) => (
                    <Select
                      {...control}
                      value={field.value}
                      onChange={field.onChange}
                      options={KEYWORD_MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
                    />
                  )}
                />
              )}
            </Field>
            {keywordMode !== "none" && (
              <Field label={t("keyword")} error={errors.keywordText?.message} hint={t("keywordHint")}>
                {(control) => <Input {...control} {...form.register("keywordText")} autoComplete="off" />}
              </Field>
            )}
          </div>
          <Controller
            control={form.control}
            name="followRedirects"
            render={({ field }) => (
              <div className="flex items-center justify-between gap-4">
                <label htmlFor={`${id}-redirects`} className="text-[0.8125rem] font-medium">
                  {t("redirects")}
                </label>
                <Switch id={`${id}-redirects`} checked={field.value} onChange={field.onChange} />
              </div>
            )}
          />
        </div>
      </div>
    </div>
  );
}
