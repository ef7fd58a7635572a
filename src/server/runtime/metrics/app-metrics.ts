import type { MetricList } from "#contracts/metric.ts";

/** Seconds, for what a machine answers by itself. */
const QUICK = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Seconds, for what a stranger answers. */
const SLOW = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Seconds around the moment that a check was due at. */
const DEVIATION = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/**
 * What each app process counts by itself. Add a metric here, count it with `count`, `observe` or `setGauge`, and run
 * `npm run docs:metrics`. `region` is `private` for all private locations together.
 */
export const APP_METRICS = {
  uptick_build_info: {
    kind: "gauge",
    help: "Always 1; its labels say what runs here.",
    labels: ["version", "build"],
  },
  uptick_checks_total: {
    kind: "counter",
    help: "Observations in reports of probes; a report that was stored before is left out.",
    labels: ["region", "kind", "outcome"],
  },
  uptick_check_duration_seconds: {
    kind: "histogram",
    help: "How long checks took.",
    labels: ["region"],
    buckets: SLOW,
  },
  uptick_check_deviation_seconds: {
    kind: "histogram",
    help: "How long after its moment a check began, by the probe's clock.",
    labels: ["region"],
    buckets: DEVIATION,
  },
  uptick_schedule_slices_total: {
    kind: "counter",
    help: "Slices of the schedule: done, busy (another process had it), failed.",
    labels: ["result"],
  },
  uptick_schedule_slice_duration_seconds: {
    kind: "histogram",
    help: "How long a slice of the schedule took.",
    labels: [],
    buckets: QUICK,
  },
  uptick_schedule_jobs_total: {
    kind: "counter",
    help: "Slots that were given to probes as jobs.",
    labels: [],
  },
  uptick_gaps_total: {
    kind: "counter",
    help: "Due slots that were written off, by who did it (schedule, probe, sweep) and why.",
    labels: ["source", "reason"],
  },
  uptick_ingest_batches_total: {
    kind: "counter",
    help: "Reports of probes: stored, failed.",
    labels: ["region", "result"],
  },
  uptick_ingest_saves_total: {
    kind: "counter",
    help: "How reports were stored: calm (all is well, one statement), judged (a transaction with verdicts).",
    labels: ["way"],
  },
  uptick_ingest_ticks_total: {
    kind: "counter",
    help: "Observations in reports: accepted, duplicate, dropped (out of bounds or of a deleted monitor).",
    labels: ["region", "result"],
  },
  uptick_ingest_late_ticks_total: {
    kind: "counter",
    help: "Observations that came more than 15 s after their moment.",
    labels: ["region"],
  },
  uptick_ingest_duration_seconds: {
    kind: "histogram",
    help: "How long it took to store and judge a report.",
    labels: ["region"],
    buckets: QUICK,
  },
  uptick_ingest_retries_total: {
    kind: "counter",
    help: "Reports that were saved again after a collision or for a missing partition.",
    labels: [],
  },
  uptick_sweep_runs_total: {
    kind: "counter",
    help: "Runs of the sweep: done, busy (another process had it).",
    labels: ["result"],
  },
  uptick_sweep_slots_total: {
    kind: "counter",
    help: "What the sweep did with slots: lost, healed, requeued.",
    labels: ["result"],
  },
  uptick_verdict_transitions_total: {
    kind: "counter",
    help: "Changes of verdicts, by the new one.",
    labels: ["to"],
  },
  uptick_deliveries_total: {
    kind: "counter",
    help: "Attempts to tell a channel (subscriber:… for those of status pages): sent, suppressed, retry, failed (the channel was switched off), dead (given up), lost (its lease ran out).",
    labels: ["channel", "result"],
  },
  uptick_delivery_duration_seconds: {
    kind: "histogram",
    help: "How long an attempt to tell a channel took.",
    labels: ["channel"],
    buckets: SLOW,
  },
  uptick_cron_runs_total: {
    kind: "counter",
    help: "Calls of cron routes: done, failed.",
    labels: ["stage", "result"],
  },
  uptick_cron_duration_seconds: {
    kind: "histogram",
    help: "How long a call of a cron route took.",
    labels: ["stage"],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60],
  },
  uptick_sse_clients: {
    kind: "gauge",
    help: "Open live streams of browsers.",
    labels: [],
  },
  uptick_http_requests_total: {
    kind: "counter",
    help: "Answered requests, by the pattern of their route. Status 499: the caller went away first.",
    labels: ["route", "method", "status"],
  },
  uptick_http_request_duration_seconds: {
    kind: "histogram",
    help: "From the request to the end of its answer; live streams are left out.",
    labels: ["route", "method"],
    buckets: QUICK,
  },
  uptick_limited_calls_total: {
    kind: "counter",
    help: "Calls and requests that a token bucket refused, by the name of its limit.",
    labels: ["policy"],
  },
  uptick_shed_requests_total: {
    kind: "counter",
    help: "Requests that were refused because this process had too much to do, by how dear they are.",
    labels: ["kind"],
  },
  uptick_db_pool_connections: {
    kind: "gauge",
    help: "Database connections of this process: busy, idle; waiting counts who waits for one.",
    labels: ["state"],
  },
  uptick_db_pool_max_connections: {
    kind: "gauge",
    help: "Most database connections that this process may open (DATABASE_POOL).",
    labels: [],
  },
} as const satisfies MetricList;
