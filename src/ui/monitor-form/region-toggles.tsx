"use client";

import { Check, Lock, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { ToggleGroup } from "radix-ui";
import { useId } from "react";
import type { Check as MonitorCheck } from "#contracts/check.ts";
import type { RegionView } from "#contracts/view.ts";
import { canRun } from "#domain/check/can-run.ts";
import { FieldError } from "#ui/primitives/field.tsx";

type RegionTogglesProps = {
  regions: readonly RegionView[];
  /** As it is typed: where it can run depends on what it asks for. */
  check: MonitorCheck;
  value: string[];
  onChange: (value: string[]) => void;
  error: string | undefined;
};

export function RegionToggles({ regions, check, value, onChange, error }: RegionTogglesProps) {
  const t = useTranslations("monitorForm.regions");
  const id = useId();
  const offered = regions
    .filter((region) => region.enabled || value.includes(region.code))
    .map((region) => ({ region, able: canRun(check, region) }));
  const reasons = groupByReason(offered);
  const noneCan = offered.length > 0 && offered.every(({ able }) => able !== true);
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
        {offered.map(({ region, able }) => (
          <ToggleGroup.Item
            key={region.code}
            value={region.code}
            // One that is chosen can still be given up.
            disabled={able !== true && !value.includes(region.code)}
            className="group inline-flex min-h-9 items-center gap-2 rounded-md border border-line-strong bg-surface px-3 text-[0.8125rem] font-medium text-ink-2 hover:bg-hover disabled:border-dashed disabled:bg-transparent disabled:text-ink-3 data-[state=on]:border-accent-text data-[state=on]:bg-accent-soft data-[state=on]:text-accent-text"
          >
            <span className="flex size-3.5 items-center justify-center rounded-sm border border-line-strong group-data-[state=on]:border-accent-text">
              <Check
                aria-hidden
                className="size-3 opacity-0 group-data-[state=on]:opacity-100"
                strokeWidth={3}
              />
            </span>
            {region.name}
            {region.isPrivate && (
              <>
                <Lock aria-hidden className="size-3.5 text-ink-3" />
                <span className="sr-only">{t("private")}</span>
              </>
            )}
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
      <div id={`${id}-note`} className="flex flex-col gap-1 text-xs text-ink-3">
        {reasons.map(({ reason, names }) => (
          <p key={reason}>
            <span className="font-medium text-ink-2">{names.join(", ")}:</span>{" "}
            <span lang="en">{reason}</span>
          </p>
        ))}
        <p>{t(offered.length === 0 ? "none" : noneCan ? "needsAgent" : "note")}</p>
      </div>
    </div>
  );
}

/** Each reason once, with the names of all that it keeps away. */
function groupByReason(offered: readonly { region: RegionView; able: true | string }[]) {
  const groups = new Map<string, string[]>();
  for (const { region, able } of offered) {
    if (able !== true) groups.set(able, [...(groups.get(able) ?? []), region.name]);
  }
  return [...groups].map(([reason, names]) => ({ reason, names }));
}
