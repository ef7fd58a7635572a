import type { MetricFamily, MetricLabels, MetricSample, MetricSpec } from "#contracts/metric.ts";
import type { JobStream } from "#contracts/stream.ts";
import type { Logger } from "#server/runtime/log.ts";
import type { INSTALLATION_METRICS } from "#server/runtime/metrics/installation-metrics.ts";
import type { Sql } from "#server/store/prisma.ts";

type List = typeof INSTALLATION_METRICS;
type Name = keyof List;

/** One value of an installation metric. */
export type MetricReading = { name: Name; labels: Readonly<Record<string, string>>; value: number };

/** Checks name and labels against the list while it compiles. */
export function reading<Given extends Name>(
  name: Given,
  labels: MetricLabels<List[Given]>,
  value: number,
): MetricReading {
  return { name, labels, value };
}

export type SourceDeps = { sql: Sql; stream: JobStream; log: Logger; now: () => Date };

export type MetricSource = {
  name: string;
  /** What was read is given again for so long. */
  keepMs: number;
  read: (deps: SourceDeps) => Promise<MetricReading[]>;
};

/** In the order of the list; what nothing is known of is left out. */
export function toFamilies<Names extends string>(
  list: Readonly<Record<Names, MetricSpec>>,
  readings: readonly { name: Names; labels: Readonly<Record<string, string>>; value: number }[],
): MetricFamily[] {
  const samples = new Map<Names, MetricSample[]>();
  for (const { name, labels, value } of readings) {
    const own = samples.get(name);
    if (own) own.push({ suffix: "", labels, value });
    else samples.set(name, [{ suffix: "", labels, value }]);
  }
  return Object.keys(list).flatMap((key) => {
    const name = key as Names;
    const own = samples.get(name);
    const { kind, help } = list[name];
    return own === undefined ? [] : [{ name, kind, help, samples: own }];
  });
}
