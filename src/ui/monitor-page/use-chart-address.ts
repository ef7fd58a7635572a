"use client";

import { useSearchParams } from "next/navigation";
import { type ChartAddress, readChartAddress, writeChartAddress } from "./chart-address.ts";

/** What the charts show lives in the address, so that it can be sent, kept, and undone with the back button. */
export function useChartAddress() {
  const address = readChartAddress(useSearchParams());
  const write = (change: Partial<ChartAddress>) =>
    writeChartAddress({ ...address, ...change }) || window.location.pathname;
  return {
    address,
    /** Another time is a step that the back button takes back. */
    goTo: (range: ChartAddress["range"]) => window.history.pushState(null, "", write({ range })),
    show: (change: Partial<Omit<ChartAddress, "range">>) =>
      window.history.replaceState(null, "", write(change)),
  };
}
