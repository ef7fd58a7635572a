"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { RegionReadingView } from "#contracts/view.ts";
import { Select } from "#ui/primitives/select.tsx";
import { Switch } from "#ui/primitives/switch.tsx";
import { type TickFilter, tickQuery, type tickSpan, WHENS } from "./tick-filter.ts";

/** A select cannot hold "", and no region's code has a space. */
const EVERY = "every region";

type TickFiltersProps = {
  id: string;
  filter: TickFilter;
  span: ReturnType<typeof tickSpan>;
  readings: readonly RegionReadingView[];
  onChange: (change: Partial<TickFilter>) => void;
};

export function TickFilters({ id, filter, span, readings, onChange }: TickFiltersProps) {
  const t = useTranslations("monitorPage.ticks");
  const switchId = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <label htmlFor={switchId} className="flex items-center gap-2 text-[0.8125rem] text-ink-2">
        <Switch
          id={switchId}
          checked={filter.failedOnly}
          onChange={(failedOnly) => onChange({ failedOnly })}
        />
        {t("failedOnly")}
      </label>
      <Select
        aria-label={t("region")}
        value={filter.region ?? EVERY}
        onChange={(region) => onChange({ region: region === EVERY ? null : region })}
        options={[
          { value: EVERY, label: t("everyRegion") },
          ...readings.map((reading) => ({ value: reading.region, label: reading.regionName })),
        ]}
        className="h-8 w-40 text-[0.8125rem] max-sm:w-36"
      />
      <Select
        aria-label={t("time")}
        value={filter.when}
        onChange={(when) => onChange({ when })}
        options={WHENS.map((value) => ({ value, label: t(`whens.${value}`) }))}
        className="h-8 w-40 text-[0.8125rem] max-sm:w-36"
      />
      <a
        href={`/api/monitors/${id}/ticks.csv?${tickQuery(filter, span)}`}
        download
        className="inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-[0.8125rem] font-medium text-ink-2 hover:bg-hover hover:text-ink"
      >
        <Download aria-hidden className="size-3.5" />
        {t("csv")}
      </a>
    </div>
  );
}
