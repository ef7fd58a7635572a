"use client";

import { useFormat } from "#ui/format/use-format.ts";
import { timeTicks } from "./time-ticks.ts";
import { zoneOffsetMs } from "./zone-offset.ts";

const DAY_MS = 86_400_000;

/** Round moments of the reader's clock, and how they are written on the axis. */
export function useTimeAxis({ fromMs, toMs }: { fromMs: number; toMs: number }) {
  const format = useFormat();
  const isLong = toMs - fromMs > 2 * DAY_MS;
  return {
    ticks: timeTicks(fromMs, toMs, zoneOffsetMs(fromMs, format.timeZone)),
    tickFormatter: (at: number) => (isLong ? format.day(at) : format.time(at)),
  };
}
