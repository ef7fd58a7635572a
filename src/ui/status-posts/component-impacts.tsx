"use client";

import { useTranslations } from "next-intl";
import type { ComponentState } from "#contracts/status-post.ts";
import { FieldError } from "#ui/primitives/field.tsx";
import { Select } from "#ui/primitives/select.tsx";
import { useStatusPage } from "#ui/status-pages/use-status-page.ts";
import { IMPACTS_OF_COMPONENT, type PostValues } from "./post-values.ts";

type ComponentImpactsProps = {
  impacts: PostValues["impacts"];
  onChange: (impacts: PostValues["impacts"]) => void;
  error: string | undefined;
};

/** What visitors read of each component while the post is open. */
export function ComponentImpacts({ impacts, onChange, error }: ComponentImpactsProps) {
  const t = useTranslations("statusPosts.components");
  const states = useTranslations("statusPages.states");
  const { page } = useStatusPage();
  const components = page?.sections.flatMap((section) => section.components) ?? [];
  const choose = (id: string, choice: ComponentState | "none") => {
    const { [id]: _, ...others } = impacts;
    onChange(choice === "none" ? others : { ...others, [id]: choice });
  };
  const options = [
    { value: "none" as const, label: t("none") },
    ...IMPACTS_OF_COMPONENT.map((value) => ({ value, label: states(value) })),
  ];
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="text-[0.8125rem] font-medium">{t("label")}</legend>
      <p className="mb-1.5 text-xs text-ink-3">{t(components.length === 0 ? "empty" : "hint")}</p>
      <ul className="max-h-64 divide-y overflow-y-auto rounded-md border empty:hidden">
        {components.map(({ id, name }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-3 py-2">
            <span className="min-w-0 flex-1 basis-32 text-[0.8125rem] break-words">{name}</span>
            <Select
              className="w-48"
              aria-label={t("of", { name })}
              value={impacts[id] ?? "none"}
              onChange={(choice) => choose(id, choice)}
              options={options}
            />
          </li>
        ))}
      </ul>
      {error !== undefined && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
