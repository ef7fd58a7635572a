import { listOpenFaults, type ProbeSums, sumLiveProbes } from "#server/store/installation-metrics-store.ts";
import { listWatchedRegions, type WatchedRegion } from "#server/store/watch-store.ts";
import { type MetricReading, type MetricSource, reading, type SourceDeps } from "./metric-reading.ts";

export const regionSource: MetricSource = { name: "regions", keepMs: 15_000, read: readRegionMetrics };

const FAULTS = ["control", "mass_failure"] as const;

async function readRegionMetrics({ sql, now }: SourceDeps): Promise<MetricReading[]> {
  const nowMs = now().getTime();
  const [watched, faults, probes] = await Promise.all([
    listWatchedRegions(sql),
    listOpenFaults(sql),
    sumLiveProbes(sql, nowMs),
  ]);
  const regions = watched.filter(({ workspaceId, runtime }) => workspaceId === null && runtime !== "agent");
  const open = new Set(faults.map(({ region, kind }) => `${region} ${kind}`));
  return [
    ...regions.flatMap((region) => readRegion(region, { nowMs, open })),
    ...probes.map(({ region, version, probes: live }) => reading("uptick_probes", { region, version }, live)),
    ...readProbes(probes),
  ];
}

function readRegion(
  { code: region, healthy, lastSeenAt, sickBecause }: WatchedRegion,
  { nowMs, open }: { nowMs: number; open: ReadonlySet<string> },
): MetricReading[] {
  const isWell = healthy && sickBecause === null;
  return [
    reading("uptick_region_healthy", { region }, isWell ? 1 : 0),
    ...(lastSeenAt === null
      ? []
      : [reading("uptick_region_last_seen_age_seconds", { region }, (nowMs - lastSeenAt.getTime()) / 1_000)]),
    ...FAULTS.map((kind) =>
      reading("uptick_region_fault", { region, kind }, open.has(`${region} ${kind}`) ? 1 : 0),
    ),
  ];
}

/** Probes of several versions in one region: their sums, and the latest one's lag. */
function readProbes(probes: readonly ProbeSums[]): MetricReading[] {
  const regions = [...new Set(probes.map(({ region }) => region))];
  return regions.flatMap((region) => {
    const own = probes.filter((one) => one.region === region);
    const sum = (of: (one: ProbeSums) => number) => own.reduce((total, one) => total + of(one), 0);
    return [
      reading(
        "uptick_probe_in_flight",
        { region },
        sum(({ inFlight }) => inFlight),
      ),
      reading(
        "uptick_probe_queued",
        { region },
        sum(({ queued }) => queued),
      ),
      reading(
        "uptick_probe_spooled",
        { region },
        sum(({ spooled }) => spooled),
      ),
      reading("uptick_probe_lag_seconds", { region }, Math.max(...own.map(({ lagMs }) => lagMs)) / 1_000),
    ];
  });
}
