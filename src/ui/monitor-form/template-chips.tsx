"use client";

import { Braces, FileSearch, Globe, LogIn, type LucideIcon, Route, Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { ToggleGroup } from "radix-ui";
import { useId } from "react";
import { TEMPLATES, type Template } from "./templates.ts";

const ICONS: Record<Template, LucideIcon> = {
  website: Globe,
  api: Braces,
  keyword: FileSearch,
  graphql: Share2,
  wordpress: LogIn,
  redirect: Route,
};

type TemplateChipsProps = { value: Template; onChoose: (template: Template) => void };

/** Fills in what to expect; everything stays editable. */
export function TemplateChips({ value, onChoose }: TemplateChipsProps) {
  const t = useTranslations("monitorForm.template");
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="text-[0.8125rem] font-medium">
        {t("label")}
      </span>
      <ToggleGroup.Root
        type="single"
        aria-labelledby={id}
        aria-describedby={`${id}-note`}
        value={value}
        onValueChange={(next) => next !== "" && onChoose(next as Template)}
        className="-mx-5 flex gap-2 overflow-x-auto px-5 py-0.5 sm:mx-0 sm:flex-wrap sm:px-0"
      >
        {TEMPLATES.map((template) => {
          const Icon = ICONS[template];
          return (
            <ToggleGroup.Item
              key={template}
              value={template}
              className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-3 text-xs font-medium text-ink-2 hover:bg-hover data-[state=on]:border-accent-text data-[state=on]:bg-accent-soft data-[state=on]:text-accent-text"
            >
              <Icon aria-hidden className="size-3.5" />
              {t(`${template}.name`)}
            </ToggleGroup.Item>
          );
        })}
      </ToggleGroup.Root>
      <p id={`${id}-note`} aria-live="polite" className="text-xs text-ink-3">
        {t(`${value}.note`)}
      </p>
    </div>
  );
}
