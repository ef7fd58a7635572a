import type { AnomalyView } from "#contracts/anomaly.ts";

/** `percent`: how far from what is usual; 100 is once more of it. */
export function describeAnomaly({ observedUs, medianUs }: Pick<AnomalyView, "observedUs" | "medianUs">) {
  const direction: "slower" | "faster" = observedUs > medianUs ? "slower" : "faster";
  return { direction, percent: Math.round((Math.abs(observedUs - medianUs) / medianUs) * 100) };
}
