/** What one metric is, in the words of Prometheus. Names begin with `uptick_`, units are seconds, bytes and ratios. */
export type MetricSpec = {
  kind: "counter" | "gauge" | "histogram";
  help: string;
  /** Each with few values: never a monitor, a workspace or a person. */
  labels: readonly string[];
  /** Upper bounds of a histogram, ascending. */
  buckets?: readonly number[];
};

export type MetricList = Readonly<Record<string, MetricSpec>>;

/** The labels that a metric of the list must be given, by name. */
export type MetricLabels<Spec extends MetricSpec> = Readonly<Record<Spec["labels"][number], string>>;

/** The names of the metrics of one kind. */
export type MetricNames<List extends MetricList, Kind extends MetricSpec["kind"]> = {
  [Name in keyof List]: List[Name]["kind"] extends Kind ? Name : never;
}[keyof List] &
  string;

export type MetricSample = {
  /** Behind the family's name: `_bucket`, `_sum`, `_count`, or nothing. */
  suffix: string;
  labels: Readonly<Record<string, string>>;
  value: number;
};

/** One metric with its values, as a scrape shows them. */
export type MetricFamily = {
  name: string;
  kind: MetricSpec["kind"];
  help: string;
  samples: readonly MetricSample[];
};
