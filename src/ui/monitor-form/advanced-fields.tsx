"use client";

import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { Controller } from "react-hook-form";
import { HttpMethod } from "#contracts/check.ts";
import { Field } from "#ui/primitives/field.tsx";
import { Input, Textarea } from "#ui/primitives/input.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import { HeaderRows } from "./header-rows.tsx";
import type { MonitorFormState } from "./monitor-form-state.ts";

const METHODS = HttpMethod.options.map((method) => ({ value: method, label: method }));
const KEYWORD_MODES = [
  { value: "none", label: "Ignore the body" },
  { value: "present", label: "Must contain" },
  { value: "absent", label: "Must not contain" },
] as const;

export function AdvancedFields({ form }: { form: MonitorFormState }) {
  const { errors } = form.formState;
  const wrong = [errors.method, errors.headers, errors.body, errors.expectedStatus, errors.keywordText].some(
    Boolean,
  );
  const [open, setOpen] = useState(false);
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
        Request and expectations
      </button>
      <div id={id} hidden={!shown} className="border-t p-3.5">
        <div className="flex flex-col gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Method" error={errors.method?.message}>
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
            <Field
              label="Expected status"
              error={errors.expectedStatus?.message}
              hint="Such as 200-299, 301."
            >
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
          <Field label="Request body" error={errors.body?.message} hint="For POST, PUT and PATCH.">
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
            <Field label="Response body" error={undefined}>
              {(control) => (
                <Controller
                  control={form.control}
                  name="keywordMode"
                  render={({ field }) => (
                    <Select
                      {...control}
                      value={field.value}
                      onChange={field.onChange}
                      options={KEYWORD_MODES}
                    />
                  )}
                />
              )}
            </Field>
            {keywordMode !== "none" && (
              <Field label="Keyword" error={errors.keywordText?.message} hint="Exact text, case matters.">
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
                  Follow redirects
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
