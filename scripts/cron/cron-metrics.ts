import type { MetricList } from "#contracts/metric.ts";

/** What the cron driver counts, on its own port. */
export const CRON_METRICS = {
  uptick_cron_driver_calls_total: {
    kind: "counter",
    help: "Calls of cron routes: done, again (the app ends and wants to be called again), failed.",
    labels: ["stage", "result"],
  },
  uptick_cron_driver_call_duration_seconds: {
    kind: "histogram",
    help: "How long the app took for a call; schedule, notify and clock work for 55 s.",
    labels: ["stage"],
    buckets: [0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120],
  },
  uptick_cron_driver_last_success_timestamp_seconds: {
    kind: "gauge",
    help: "When a call of the stage was answered well last, in seconds since 1970.",
    labels: ["stage"],
  },
} as const satisfies MetricList;
