import type { MetricLabels, MetricNames } from "#contracts/metric.ts";
import { Meters } from "#transport/metrics/meters.ts";
import { APP_METRICS } from "./app-metrics.ts";

type List = typeof APP_METRICS;

// On globalThis: separately bundled routes must count into the same place.
const holder = globalThis as typeof globalThis & { uptickMeters?: Meters<List> };

/** What this process has counted. Never throws, never waits. */
export function meters(): Meters<List> {
  holder.uptickMeters ??= new Meters(APP_METRICS);
  return holder.uptickMeters;
}

export function count<Name extends MetricNames<List, "counter">>(
  name: Name,
  labels: MetricLabels<List[Name]>,
  by = 1,
): void {
  meters().count(name, labels, by);
}

/** Seconds, one or a whole batch of them with the same labels: a batch costs little more than one. */
export function observe<Name extends MetricNames<List, "histogram">>(
  name: Name,
  labels: MetricLabels<List[Name]>,
  values: number | readonly number[],
): void {
  meters().observe(name, labels, values);
}

export function setGauge<Name extends MetricNames<List, "gauge">>(
  name: Name,
  labels: MetricLabels<List[Name]>,
  value: number,
): void {
  meters().set(name, labels, value);
}
