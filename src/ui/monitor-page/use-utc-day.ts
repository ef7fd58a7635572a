"use client";

import { formatDay } from "#ui/format/format-moment.ts";
import { useFormat } from "#ui/format/use-format.ts";

/** "21 Nov" of a day that is counted in UTC, whatever the reader's zone. */
export function useUtcDay(): (at: number) => string {
  const { locale } = useFormat();
  return (at) => formatDay(at, "UTC", { locale: locale === "en" ? "en-GB" : locale });
}
