import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from "prom-client";
import type { MetricFamily, MetricLabels, MetricList, MetricNames } from "#contracts/metric.ts";
import { HistogramCells } from "./histogram-cells.ts";

type Stored = MetricObjectWithValues<MetricValue<string> & { metricName?: string }>;

/** What a process counts, by a typed list. Nothing here throws or waits: a measurement must not harm what it measures. */
export class Meters<List extends MetricList> {
  readonly #registry = new Registry();
  readonly #counters = new Map<string, Counter<string>>();
  readonly #gauges = new Map<string, Gauge<string>>();
  readonly #histograms = new Map<string, HistogramCells>();
  /** False in a process that nobody asks: then nothing is counted. */
  isOn = true;

  constructor(list: List) {
    const registers = [this.#registry];
    for (const [name, spec] of Object.entries(list)) {
      const settings = { name, help: spec.help, labelNames: [...spec.labels], registers };
      if (spec.kind === "counter") this.#counters.set(name, new Counter(settings));
      else if (spec.kind === "gauge") this.#gauges.set(name, new Gauge(settings));
      else this.#histograms.set(name, new HistogramCells(name, spec));
    }
  }

  /** CPU, memory, descriptors and the lag of the event loop, under the names that every dashboard of Node knows. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  count<Name extends MetricNames<List, "counter">>(
    name: Name,
    labels: MetricLabels<List[Name]>,
    by = 1,
  ): void {
    if (this.isOn && by > 0) this.#counters.get(name)?.inc({ ...labels }, by);
  }

  set<Name extends MetricNames<List, "gauge">>(
    name: Name,
    labels: MetricLabels<List[Name]>,
    value: number,
  ): void {
    if (this.isOn) this.#gauges.get(name)?.set({ ...labels }, value);
  }

  /** For what comes and goes, such as connections. */
  move<Name extends MetricNames<List, "gauge">>(
    name: Name,
    labels: MetricLabels<List[Name]>,
    by: 1 | -1,
  ): void {
    if (this.isOn) this.#gauges.get(name)?.inc({ ...labels }, by);
  }

  observe<Name extends MetricNames<List, "histogram">>(
    name: Name,
    labels: MetricLabels<List[Name]>,
    values: number | readonly number[],
  ): void {
    if (!this.isOn) return;
    this.#histograms.get(name)?.add(labels, typeof values === "number" ? [values] : values);
  }

  async families(): Promise<MetricFamily[]> {
    const stored = (await this.#registry.getMetricsAsJSON()) as unknown as Stored[];
    return [...stored.map(toFamily), ...[...this.#histograms.values()].map((cells) => cells.family())];
  }
}

function toFamily({ name, help, type, values }: Stored): MetricFamily {
  const samples = values.map(({ metricName = name, labels, value }) => ({
    suffix: metricName.slice(name.length),
    labels: Object.fromEntries(Object.entries(labels).map(([label, text]) => [label, String(text)])),
    value,
  }));
  const kind = String(type);
  return { name, kind: kind === "counter" || kind === "histogram" ? kind : "gauge", help, samples };
}
