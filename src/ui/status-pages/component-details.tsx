"use client";

import { useTranslations } from "next-intl";
import { Field } from "#ui/primitives/field.tsx";
import { Input, Textarea } from "#ui/primitives/input.tsx";
import { useEditor } from "./content-editor-context.ts";
import type { ComponentValues } from "./content-values.ts";
import { changeComponent } from "./move-in-layout.ts";
import { NamedMonitorPicker } from "./named-monitor-picker.tsx";

const SHOWN = ["bars", "uptime", "chart", "regions"] as const;

type ComponentDetailsProps = { component: ComponentValues; path: string };

export function ComponentDetails({ component, path }: ComponentDetailsProps) {
  const t = useTranslations("statusPages.content");
  const { form, edit } = useEditor();
  const { key, name, description, monitors, show } = component;
  const problemOf = (field: string) => form.problems[`${path}${field}`];
  const change = (part: Partial<ComponentValues>) => edit((sections) => changeComponent(sections, key, part));
  return (
    <div className="flex flex-col gap-4 border-t bg-sunken/50 px-4 py-4">
      <Field label={t("name")} hint={t("nameHint")} error={problemOf("name")}>
        {(control) => (
          <Input
            {...control}
            value={name}
            onChange={(event) => change({ name: event.target.value })}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={t("description")} error={problemOf("description")}>
        {(control) => (
          <Textarea
            {...control}
            value={description}
            onChange={(event) => change({ description: event.target.value })}
            className="min-h-16"
          />
        )}
      </Field>
      <NamedMonitorPicker
        label={t("monitors")}
        chosen={monitors}
        onChange={(chosen) => change({ monitors: chosen })}
        error={problemOf("monitorIds")}
        quiet={monitors.length > 0}
      />
      {monitors.length > 1 && <p className="text-xs text-ink-3">{t("several")}</p>}
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-[0.8125rem] font-medium">{t("shows")}</legend>
        <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
          {SHOWN.map((part) => (
            <label key={part} className="flex items-start gap-2.5 py-0.5 text-[0.8125rem]">
              <input
                type="checkbox"
                checked={show[part]}
                onChange={(event) => change({ show: { ...show, [part]: event.target.checked } })}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span>
                {t(`show.${part}`)}
                <span className="block text-xs text-ink-3">{t(`showNote.${part}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
