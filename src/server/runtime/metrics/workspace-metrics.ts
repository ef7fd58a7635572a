import type { MetricList } from "#contracts/metric.ts";

/** What a workspace's own Prometheus sees of its monitors, at /api/workspace/metrics with an API key that may read. */
export const WORKSPACE_METRICS = {
  uptick_workspace_monitors: {
    kind: "gauge",
    help: "Monitors by what is shown of them; left_out: those beyond the 10,000 that are told one by one.",
    labels: ["verdict"],
  },
  uptick_workspace_incidents_open: {
    kind: "gauge",
    help: "Open incidents by severity.",
    labels: ["severity"],
  },
  uptick_monitor_info: {
    kind: "gauge",
    help: "Always 1. tags has a comma on both sides of each, for a match such as `.*,prod,.*`.",
    labels: ["monitor", "name", "kind", "severity", "tags"],
  },
  uptick_monitor_up: {
    kind: "gauge",
    help: "1 while the target answers as it should or slower than usual, 0 while it does not; absent while nobody knows.",
    labels: ["monitor", "name"],
  },
  uptick_monitor_verdict: {
    kind: "gauge",
    help: "1 for what is shown now: up, degraded, down, flapping, maintenance, unknown or paused.",
    labels: ["monitor", "name", "verdict"],
  },
  uptick_monitor_uptime_ratio: {
    kind: "gauge",
    help: "Up ÷ (up + down) without maintenance, over 1 and 30 days; absent while nothing is known.",
    labels: ["monitor", "name", "window"],
  },
  uptick_monitor_latency_p95_seconds: {
    kind: "gauge",
    help: "95 % of the good checks of the last day were at most as slow, within 1 %.",
    labels: ["monitor", "name"],
  },
  uptick_monitor_certificate_days: {
    kind: "gauge",
    help: "Days until the first of the certificates that were seen expires; below 0 it has.",
    labels: ["monitor", "name"],
  },
  uptick_monitor_last_check_age_seconds: {
    kind: "gauge",
    help: "Since the newest check was due.",
    labels: ["monitor", "name"],
  },
  uptick_monitor_incidents_open: {
    kind: "gauge",
    help: "Open incidents of the monitor.",
    labels: ["monitor", "name"],
  },
} as const satisfies MetricList;
