import type { MetricList } from "#contracts/metric.ts";

/** What the bridge in front of Redis counts, on its own port. */
export const BRIDGE_METRICS = {
  uptick_bridge_commands_total: {
    kind: "counter",
    help: "Commands that were passed on: answered, refused (an error of Redis), unavailable.",
    labels: ["command", "result"],
  },
  uptick_bridge_batch_duration_seconds: {
    kind: "histogram",
    help: "How long Redis took for the commands of one request.",
    labels: [],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  },
  uptick_bridge_ready: { kind: "gauge", help: "1 while the bridge is connected to Redis.", labels: [] },
} as const satisfies MetricList;
