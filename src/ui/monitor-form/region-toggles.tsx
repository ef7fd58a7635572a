"use client";

import { Check, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { ToggleGroup } from "radix-ui";
import { useId } from "react";
import type { RegionView } from "#contracts/view.ts";
import { FieldError } from "#ui/primitives/field.tsx";

type RegionTogglesProps = {
  regions: readonly RegionView[];
  value: string[];
  onChange: (value: string[]) => void;
  error: string | undefined;
};

export function RegionToggles({ regions, value, onChange, error }: RegionTogglesProps) {
  const t = useTranslations("monitorForm.regions");
  const id = useId();
  const offered = regions.filter((region) => region.enabled || value.includes(region.code));
  return (
    <div className="flex flex-col gap-1.5">
      <span id={id} className="text-[0.8125rem] font-medium">
        {t("label")}
      </span>
      <ToggleGroup.Root
        type="multiple"
        aria-labelledby={id}
        aria-describedby={`${id}-note`}
        value={value}
        onValueChange={onChange}
        className="flex flex-wrap gap-2"
      >
        {offered.map((region) => (
          <ToggleGroup.Item
            key={region.code}
            value={region.code}
            className="group inline-flex h-9 items-center gap-2 rounded-md border border-line-strong bg-surface px-3 text-[0.8125rem] font-medium text-ink-2 hover:bg-hover data-[state=on]:border-accent-text data-[state=on]:bg-accent-soft data-[state=on]:text-accent-text"
          >
            <span className="flex size-3.5 items-center justify-center rounded-sm border border-line-strong group-data-[state=on]:border-accent-text">
              <Check
                aria-hidden
                className="size-3 opacity-0 group-data-[state=on]:opacity-100"
                strokeWidth={3}
              />
            </span>
            {region.name}
            {region.standing !== "reporting" && (
              <>
                <TriangleAlert aria-hidden className="size-3.5 text-warn" />
                <span className="sr-only">{t("notReporting")}</span>
              </>
            )}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {error !== undefined && <FieldError>{error}</FieldError>}
      <p id={`${id}-note`} className="text-xs text-ink-3">
        {t(offered.length === 0 ? "none" : "note")}
      </p>
    </div>
  );
}
