import type { MetricFamily } from "#contracts/metric.ts";
import { checkCounts } from "#server/runtime/metrics/check-counts.ts";
import { INSTALLATION_METRICS } from "#server/runtime/metrics/installation-metrics.ts";
import { meters, setGauge } from "#server/runtime/metrics/metrics.ts";
import { findKindsOfMonitors } from "#server/store/installation-metrics-store.ts";
import type { Pool } from "#server/store/prisma.ts";
import { withinTime } from "../within-time.ts";
import { KeptSource } from "./kept-source.ts";
import { reading, type SourceDeps, toFamilies } from "./metric-reading.ts";
import { pipelineSource } from "./pipeline-source.ts";
import { activitySource, sizeSource } from "./postgres-source.ts";
import { redisSource } from "./redis-source.ts";
import { regionSource } from "./region-source.ts";
import { streamSource } from "./stream-source.ts";

const KINDS_WAIT_MS = 3_000;

export type CollectMetrics = (deps: SourceDeps & { pool: Pool }) => Promise<MetricFamily[]>;

/** All that a scrape shows; hold on to what it returns: it remembers what it has read. Never rejects. */
export function createCollectMetrics(): CollectMetrics {
  const sources = [pipelineSource, regionSource, streamSource, redisSource, activitySource, sizeSource].map(
    (source) => new KeptSource(source),
  );
  return async (deps) => {
    const [readings] = await Promise.all([
      Promise.all(sources.map((source) => source.read(deps))),
      nameKinds(deps),
    ]);
    readPool(deps.pool);
    const found = readings.flat();
    const isPostgresDown = !found.some(({ name }) => name === "uptick_postgres_up");
    if (isPostgresDown) found.push(reading("uptick_postgres_up", {}, 0));
    return [...(await meters().families()), ...toFamilies(INSTALLATION_METRICS, found)];
  };
}

/** What cannot be named now is named by the next scrape. */
async function nameKinds({ sql, now }: SourceDeps): Promise<void> {
  const settled = checkCounts().settle((ids) => findKindsOfMonitors(sql, ids), now().getTime());
  await withinTime(settled, KINDS_WAIT_MS);
}

function readPool(pool: Pool): void {
  setGauge("uptick_db_pool_connections", { state: "busy" }, pool.totalCount - pool.idleCount);
  setGauge("uptick_db_pool_connections", { state: "idle" }, pool.idleCount);
  setGauge("uptick_db_pool_connections", { state: "waiting" }, pool.waitingCount);
  setGauge("uptick_db_pool_max_connections", {}, pool.options.max);
}
