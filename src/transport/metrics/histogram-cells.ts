import type { MetricFamily, MetricSample, MetricSpec } from "#contracts/metric.ts";

type Cell = { labels: Readonly<Record<string, string>>; counts: Float64Array; sum: number };

/**
 * A histogram that takes a whole batch for the price of one look-up: prom-client's hashes the labels for every value,
 * which on the way of ticks would cost more than storing them.
 */
export class HistogramCells {
  readonly #name: string;
  readonly #spec: MetricSpec;
  readonly #bounds: readonly number[];
  readonly #cells = new Map<string, Cell>();

  constructor(name: string, spec: MetricSpec) {
    this.#name = name;
    this.#spec = spec;
    this.#bounds = spec.buckets ?? [];
  }

  add(labels: Readonly<Record<string, string>>, values: readonly number[]): void {
    const cell = this.#cellOf(labels);
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      const place = this.#placeOf(value);
      cell.counts[place] = (cell.counts[place] ?? 0) + 1;
      cell.sum += value;
    }
  }

  family(): MetricFamily {
    const samples = [...this.#cells.values()].flatMap((cell) => this.#samplesOf(cell));
    return { name: this.#name, kind: "histogram", help: this.#spec.help, samples };
  }

  #placeOf(value: number): number {
    const place = this.#bounds.findIndex((bound) => value <= bound);
    return place === -1 ? this.#bounds.length : place;
  }

  #cellOf(labels: Readonly<Record<string, string>>): Cell {
    const key = this.#spec.labels.map((name) => labels[name] ?? "").join("\u0000");
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = { labels, counts: new Float64Array(this.#bounds.length + 1), sum: 0 };
      this.#cells.set(key, cell);
    }
    return cell;
  }

  #samplesOf({ labels, counts, sum }: Cell): MetricSample[] {
    let total = 0;
    const buckets = [...counts].map((count, place) => {
      total += count;
      const le = place < this.#bounds.length ? String(this.#bounds[place]) : "+Inf";
      return { suffix: "_bucket", labels: { ...labels, le }, value: total };
    });
    return [...buckets, { suffix: "_sum", labels, value: sum }, { suffix: "_count", labels, value: total }];
  }
}
