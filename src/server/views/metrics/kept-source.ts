import { withinTime } from "../within-time.ts";
import { type MetricReading, type MetricSource, reading, type SourceDeps } from "./metric-reading.ts";

/** Prometheus waits 10 s for an answer. */
const WAIT_MS = 5_000;

/**
 * Reads a source at most once per `keepMs`, however many ask, and never twice at a time. What fails or takes too long is a
 * value of its own, and its metrics are absent: old values would look like present ones.
 */
export class KeptSource {
  #kept: { readings: MetricReading[]; atMs: number } | null = null;
  #reading: Promise<MetricReading[] | null> | null = null;
  readonly #source: MetricSource;

  constructor(source: MetricSource) {
    this.#source = source;
  }

  async read(deps: SourceDeps): Promise<MetricReading[]> {
    const kept = this.#kept;
    if (kept !== null && deps.now().getTime() - kept.atMs < this.#source.keepMs) return kept.readings;
    // A reading that goes on beyond the wait is not started again beside itself.
    this.#reading ??= this.#readNow(deps).finally(() => {
      this.#reading = null;
    });
    return (await withinTime(this.#reading, WAIT_MS)) ?? [this.#up(0)];
  }

  async #readNow(deps: SourceDeps): Promise<MetricReading[] | null> {
    const startedMs = performance.now();
    const atMs = deps.now().getTime();
    const { name: source } = this.#source;
    try {
      const found = await this.#source.read(deps);
      const seconds = (performance.now() - startedMs) / 1_000;
      const took = reading("uptick_metrics_source_duration_seconds", { source }, seconds);
      this.#kept = { readings: [this.#up(1), took, ...found], atMs };
      return this.#kept.readings;
    } catch (error) {
      deps.log.warn({ err: error, source }, "A source of metrics could not be read.");
      return null;
    }
  }

  #up(value: 0 | 1): MetricReading {
    return reading("uptick_metrics_source_up", { source: this.#source.name }, value);
  }
}
