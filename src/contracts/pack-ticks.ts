import { OUTCOMES } from "./outcomes.ts";
import type { PackedTicks, RecentTick } from "./view.ts";

/** More than there are bars, and with that more than regions in them. */
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const WHOLE_ABOVE_MS = 100;

/** A list of 50 monitors carries 2,000 bars, so they travel in columns: 12 bytes each instead of 70. */
export function packTicks(ticks: readonly RecentTick[]): PackedTicks {
  const regions = [...new Set(ticks.map((tick) => tick.region))];
  const first = ticks[0]?.at ?? 0;
  return {
    regions,
    from: first,
    steps: ticks.map((tick, index) => tick.at - (ticks[index - 1]?.at ?? first)),
    regionOf: ticks.map((tick) => DIGITS.charAt(regions.indexOf(tick.region))).join(""),
    outcomeOf: ticks.map((tick) => DIGITS.charAt(OUTCOMES.indexOf(tick.outcome))).join(""),
    totalMs: ticks.map(({ totalMs }) =>
      totalMs !== null && totalMs >= WHOLE_ABOVE_MS ? Math.round(totalMs) : totalMs,
    ),
  };
}

export function unpackTicks(packed: PackedTicks): RecentTick[] {
  let at = packed.from;
  return packed.steps.map((step, index) => {
    at += step;
    return {
      at,
      region: packed.regions[digitAt(packed.regionOf, index)] ?? "",
      outcome: OUTCOMES[digitAt(packed.outcomeOf, index)] ?? "internal",
      totalMs: packed.totalMs[index] ?? null,
    };
  });
}

function digitAt(digits: string, index: number): number {
  return DIGITS.indexOf(digits.charAt(index));
}
