"use client";

import { useTranslations } from "next-intl";
import { Select } from "#ui/primitives/select.tsx";
import type { ChartProps } from "./latency-card.tsx";
import { useChartAddress } from "./use-chart-address.ts";

/** A select cannot hold "". */
const ALL = "all regions";

export function ChartRegion({ readings }: Pick<ChartProps, "readings">) {
  const t = useTranslations("monitorPage.latency");
  const { address, show } = useChartAddress();
  return (
    <Select
      aria-label={t("region")}
      value={address.region ?? ALL}
      onChange={(region) => show({ region: region === ALL ? null : region })}
      options={[
        { value: ALL, label: t("allRegions") },
        ...readings.map(({ region, regionName }) => ({ value: region, label: regionName })),
      ]}
      className="h-8 w-44 text-[0.8125rem]"
    />
  );
}
