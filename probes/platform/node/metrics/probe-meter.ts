import type { MetricFamily } from "#contracts/metric.ts";
import type { ProbeReport } from "#contracts/probe-rpc.ts";
import { type CheckRunner, type CheckRunners, type ProbeRpc, ProbeRpcError } from "#probes/core/ports.ts";
import type { Probe } from "#probes/core/probe.ts";
import type { ProbeOptions } from "#probes/core/probe-options.ts";
import { Meters } from "#transport/metrics/meters.ts";
import { PROBE_METRICS } from "./probe-metrics.ts";

const SECOND_MS = 1_000;

/** Counts around the probe, not inside of it: without a meter a check costs what it did. */
export class ProbeMeter {
  readonly #meters = new Meters(PROBE_METRICS);
  #probe: Probe | null = null;

  constructor() {
    this.#meters.watchProcess();
  }

  watch(probe: Probe, { version, instance, runtime }: ProbeOptions): void {
    this.#probe = probe;
    this.#meters.set("uptick_probe_info", { version, instance, runtime }, 1);
  }

  measureRunners(runners: CheckRunners): CheckRunners {
    const measured = Object.entries(runners).map(([kind, run]) => [
      kind,
      this.#measure(kind, run as CheckRunner),
    ]);
    return Object.fromEntries(measured) as CheckRunners;
  }

  measureRpc(rpc: ProbeRpc): ProbeRpc {
    return {
      ...rpc,
      report: (report, trace) => this.#measureReport(report, () => rpc.report(report, trace)),
    };
  }

  families(): Promise<MetricFamily[]> {
    this.#readProbe();
    return this.#meters.families();
  }

  #measure(kind: string, run: CheckRunner): CheckRunner {
    return async (config) => {
      const startedMs = performance.now();
      const observation = await run(config);
      const { outcome } = observation;
      this.#meters.count("uptick_probe_checks_total", { kind, outcome });
      const seconds = (performance.now() - startedMs) / SECOND_MS;
      this.#meters.observe("uptick_probe_check_duration_seconds", { kind }, seconds);
      if (outcome === "internal" || outcome === "blocked") {
        this.#meters.count("uptick_probe_host_errors_total", { outcome });
      }
      return observation;
    };
  }

  async #measureReport<Receipt>(report: ProbeReport, send: () => Promise<Receipt>): Promise<Receipt> {
    const startedMs = performance.now();
    try {
      const receipt = await send();
      this.#meters.count("uptick_probe_reports_total", { result: "taken" });
      this.#countReport(report);
      return receipt;
    } catch (error) {
      const isRefused = error instanceof ProbeRpcError && error.kind !== "unavailable";
      this.#meters.count("uptick_probe_reports_total", { result: isRefused ? "refused" : "unavailable" });
      throw error;
    } finally {
      const seconds = (performance.now() - startedMs) / SECOND_MS;
      this.#meters.observe("uptick_probe_report_duration_seconds", {}, seconds);
    }
  }

  #countReport({ ticks, gaps }: ProbeReport): void {
    for (const { reason } of gaps) this.#meters.count("uptick_probe_gaps_total", { reason });
    const deviations = ticks.map(({ lateMs }) => Math.max(0, lateMs) / SECOND_MS);
    this.#meters.observe("uptick_probe_check_deviation_seconds", {}, deviations);
  }

  #readProbe(): void {
    const stats = this.#probe?.stats();
    if (stats === undefined) return;
    this.#meters.set("uptick_probe_checks_in_flight", {}, stats.inFlight);
    this.#meters.set("uptick_probe_jobs_queued", {}, stats.queued);
    this.#meters.set("uptick_probe_host_gate_waiting", {}, stats.waiting);
    this.#meters.set("uptick_probe_entries_held", {}, stats.heldEntries);
    this.#meters.set("uptick_probe_results_unreported", {}, stats.unreported);
    this.#meters.set("uptick_probe_results_spooled", {}, stats.spooled);
    this.#meters.set("uptick_probe_configs", {}, stats.configs);
    this.#meters.set("uptick_probe_healthy", {}, stats.isHealthy ? 1 : 0);
  }
}
