import {
  checksKey,
  deadKey,
  INGEST_GROUP,
  PROBE_GROUP,
  resultsKey,
  urgentKey,
} from "#contracts/stream-keys.ts";
import { listPublicRegionCodes } from "#server/store/installation-metrics-store.ts";
import { type MetricReading, type MetricSource, reading, type SourceDeps } from "./metric-reading.ts";

export const streamSource: MetricSource = { name: "streams", keepMs: 15_000, read: readStreamMetrics };

const STREAMS = [
  { stream: "checks", keyOf: checksKey, group: PROBE_GROUP },
  { stream: "urgent", keyOf: urgentKey, group: PROBE_GROUP },
  { stream: "results", keyOf: resultsKey, group: INGEST_GROUP },
] as const;
/** Each costs seven commands, and hosted ones are paid by the command. */
const MOST_REGIONS = 50;

async function readStreamMetrics(deps: SourceDeps): Promise<MetricReading[]> {
  const regions = (await listPublicRegionCodes(deps.sql)).slice(0, MOST_REGIONS);
  const found = await Promise.all(regions.map((region) => readRegion(deps, region)));
  return found.flat();
}

async function readRegion({ stream: redis }: SourceDeps, region: string): Promise<MetricReading[]> {
  const [dead, ...described] = await Promise.all([
    redis.length(deadKey(region)),
    ...STREAMS.map(async ({ stream, keyOf, group }) => ({
      stream,
      ...(await redis.describe(keyOf(region), group)),
    })),
  ]);
  return [
    ...described.flatMap(({ stream, length, pending, lag }) => [
      reading("uptick_stream_entries", { region, stream }, length),
      reading("uptick_stream_pending_entries", { region, stream }, pending),
      ...(lag === null ? [] : [reading("uptick_stream_undelivered_entries", { region, stream }, lag)]),
    ]),
    reading("uptick_stream_entries", { region, stream: "dead" }, dead),
  ];
}
