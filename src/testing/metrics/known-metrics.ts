import type { MetricSpec } from "#contracts/metric.ts";
import { PROBE_METRICS } from "#probes/platform/node/metrics/probe-metrics.ts";
import { BRIDGE_METRICS } from "#scripts/bridge/bridge-metrics.ts";
import { CRON_METRICS } from "#scripts/cron/cron-metrics.ts";
import { APP_METRICS } from "#server/runtime/metrics/app-metrics.ts";
import { INSTALLATION_METRICS } from "#server/runtime/metrics/installation-metrics.ts";
import { WORKSPACE_METRICS } from "#server/runtime/metrics/workspace-metrics.ts";
import type { Asked } from "./read-promql.ts";

/** What Prometheus and whoever deploys adds to each target. */
const OF_TARGETS = ["instance", "job", "region", "mountpoint"];
/** Metrics of others that rules and panels may name: Prometheus', prom-client's, the node exporter's. */
const FOREIGN =
  /^(up|node_filesystem_(avail|size)_bytes|process_(cpu_seconds_total|resident_memory_bytes|open_fds)|nodejs_eventloop_lag_p99_seconds)$/;

export const LISTS: Record<string, Readonly<Record<string, MetricSpec>>> = {
  app: APP_METRICS,
  installation: INSTALLATION_METRICS,
  probe: PROBE_METRICS,
  cron: CRON_METRICS,
  bridge: BRIDGE_METRICS,
  workspace: WORKSPACE_METRICS,
};

export const KNOWN_METRICS: Readonly<Record<string, MetricSpec>> = Object.assign({}, ...Object.values(LISTS));

/** What an expression asks for in vain, in words. */
export function findMistakes({ selectors, grouped }: Asked): string[] {
  const mistakes: string[] = [];
  const labels = new Set(OF_TARGETS);
  for (const { metric, labels: matched } of selectors) {
    const own = labelsOf(metric);
    if (own === null) {
      mistakes.push(`There is no metric ${metric}.`);
      continue;
    }
    for (const label of own) labels.add(label);
    const unknown = matched.filter((label) => !own.includes(label) && !OF_TARGETS.includes(label));
    mistakes.push(...unknown.map((label) => `${metric} has no label ${label}.`));
  }
  mistakes.push(
    ...grouped.filter((label) => !labels.has(label)).map((label) => `Nothing has the label ${label}.`),
  );
  return mistakes;
}

function labelsOf(metric: string): string[] | null {
  const whole = KNOWN_METRICS[metric];
  if (whole && whole.kind !== "histogram") return [...whole.labels];
  const family = KNOWN_METRICS[metric.replace(/_(bucket|sum|count)$/, "")];
  if (family?.kind === "histogram" && !whole) {
    return metric.endsWith("_bucket") ? [...family.labels, "le"] : [...family.labels];
  }
  return FOREIGN.test(metric) ? [] : null;
}
