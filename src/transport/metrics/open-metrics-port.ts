import type * as z from "zod";
import type { MetricFamily } from "#contracts/metric.ts";
import { type MetricsEnv, serveMetrics } from "./serve-metrics.ts";

type Settings = {
  [Name in keyof typeof MetricsEnv]?: z.output<(typeof MetricsEnv)[Name]> | undefined;
};

/** Opens the port where one is set. A port that cannot be had is said and does no other harm. */
export async function openMetricsPort(
  settings: Settings,
  families: () => Promise<MetricFamily[]>,
  say: (text: string) => void,
): Promise<void> {
  const port = settings.UPTICK_METRICS_PORT;
  if (port === undefined) return;
  const host = settings.UPTICK_METRICS_HOST ?? "127.0.0.1";
  try {
    const { url } = await serveMetrics(
      { port, host, token: settings.UPTICK_METRICS_TOKEN ?? null },
      families,
    );
    say(`metrics are at ${url}`);
  } catch (error) {
    say(`UPTICK_METRICS_PORT cannot be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}
