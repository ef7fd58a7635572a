import type { MetricList } from "#contracts/metric.ts";

/** What a probe process counts by itself, on its own port. The region is the scrape's to add, or the app's to tell. */
export const PROBE_METRICS = {
  uptick_probe_info: {
    kind: "gauge",
    help: "Always 1; its labels say what runs here.",
    labels: ["version", "instance", "runtime"],
  },
  uptick_probe_checks_total: {
    kind: "counter",
    help: "Checks that were made.",
    labels: ["kind", "outcome"],
  },
  uptick_probe_check_duration_seconds: {
    kind: "histogram",
    help: "How long checks took.",
    labels: ["kind"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  },
  uptick_probe_check_deviation_seconds: {
    kind: "histogram",
    help: "How long after its moment a check began.",
    labels: [],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
  },
  uptick_probe_gaps_total: {
    kind: "counter",
    help: "Due slots that were not run, by reason.",
    labels: ["reason"],
  },
  uptick_probe_host_errors_total: {
    kind: "counter",
    help: "Checks that failed for a fault of the probe itself (internal) or that its policy forbade (blocked).",
    labels: ["outcome"],
  },
  uptick_probe_reports_total: {
    kind: "counter",
    help: "Reports to the app: taken, refused (rejected or unauthorised), unavailable.",
    labels: ["result"],
  },
  uptick_probe_report_duration_seconds: {
    kind: "histogram",
    help: "How long the app took for a report.",
    labels: [],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  uptick_probe_checks_in_flight: { kind: "gauge", help: "Checks that run now.", labels: [] },
  uptick_probe_jobs_queued: {
    kind: "gauge",
    help: "Jobs that wait for their moment or their host.",
    labels: [],
  },
  uptick_probe_host_gate_waiting: {
    kind: "gauge",
    help: "Jobs whose moment has come and that wait for a place or for other checks of their host.",
    labels: [],
  },
  uptick_probe_entries_held: {
    kind: "gauge",
    help: "Stream entries that are not acknowledged yet.",
    labels: [],
  },
  uptick_probe_results_unreported: {
    kind: "gauge",
    help: "Results that wait for their report.",
    labels: [],
  },
  uptick_probe_results_spooled: {
    kind: "gauge",
    help: "Results that went to the spool since the start, because the app was away.",
    labels: [],
  },
  uptick_probe_configs: { kind: "gauge", help: "Configurations that the probe remembers.", labels: [] },
  uptick_probe_healthy: {
    kind: "gauge",
    help: "0 while none of its control targets answers.",
    labels: [],
  },
} as const satisfies MetricList;
