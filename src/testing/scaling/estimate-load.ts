import { ASSUMED, BENCH, BYTES_STORED, PRICES } from "./measured-costs.ts";

export type Plan = {
  monitors: number;
  everySec: number;
  regions: number;
  /** Days that ticks and hours are kept; days are kept for good. */
  kept: { tickDays: number; hourDays: number };
  /** As the product's own codecs write them. */
  wire: { bytesPerTick: number; bytesPerJob: number };
  pollsPerSec: number;
  lookAheadSec: number;
};
export type Load = ReturnType<typeof estimateLoad>;

const DAY_SEC = 86_400;
const PAGE_BYTES = 8192;
const US = 1e-6;

/** What an installation of that size does and needs, in bytes, cores, commands, processes and dollars. */
export function estimateLoad(plan: Plan) {
  const series = plan.monitors * plan.regions;
  const checksPerSec = series / plan.everySec;
  const cores = coresOf(checksPerSec);
  const processes = processesOf(cores, plan.regions);
  const storage = storageOf(plan, series);
  const redis = redisOf(plan, { checksPerSec, probes: processes.probes });
  const ticksPerMonth = checksPerSec * DAY_SEC * ASSUMED.daysPerMonth;
  return {
    plan,
    checksPerSec,
    ticksPerDay: checksPerSec * DAY_SEC,
    ticksPerMonth,
    machines: checksPerSec / BENCH.throughput.checksPerSec,
    cores,
    processes,
    storage,
    redis,
    postgres: {
      // Each series of a monitor and a region writes into a page of its own of the day's key.
      hotBytes: series * PAGE_BYTES,
      walPerSec: (series * PAGE_BYTES) / ASSUMED.checkpointSec,
      ticksPerRollup: checksPerSec * 3600,
      nodes: Math.ceil(storage.yearBytes / ASSUMED.bytesPerNode),
    },
    network: {
      checksBitsPerSec: checksPerSec * ASSUMED.bytesPerHttpsCheck * 8,
      reportsBitsPerSec: checksPerSec * plan.wire.bytesPerTick * 8,
      jobsBitsPerSec: checksPerSec * plan.wire.bytesPerJob * 8,
    },
    usdPerMonth: {
      upstash: (redis.commandsPerMonth / 100_000) * PRICES.upstashPer100kCommands.usd,
      neonStorage: (storage.yearBytes / 1e9) * PRICES.neonPerGbMonth.usd,
      vercelCpu:
        ((ticksPerMonth * (BENCH.https.us + BENCH.http.us.app) * US) / 3600) * PRICES.vercelPerCpuHour.usd,
    },
  };
}

function coresOf(checksPerSec: number) {
  const { probe, postgres, app, bridge, redis } = BENCH.http.us;
  return {
    probeHttp: checksPerSec * probe * US,
    probeHttps: checksPerSec * BENCH.https.us * US,
    app: checksPerSec * app * US,
    postgres: checksPerSec * postgres * US,
    ingest: checksPerSec * BENCH.ingest.fullUs * US,
    bridge: checksPerSec * bridge * US,
    redis: checksPerSec * redis * US,
  };
}

/** Two of each at least, so that one may go. A process of Node has one core. */
function processesOf(cores: ReturnType<typeof coresOf>, regions: number) {
  const probesPerRegion = Math.max(2, Math.ceil(cores.probeHttps / regions / ASSUMED.busyShare));
  return {
    probesPerRegion,
    probes: probesPerRegion * regions,
    app: Math.max(2, Math.ceil(cores.app / ASSUMED.busyShare)),
  };
}

function storageOf({ kept, everySec }: Plan, series: number) {
  const ticksPerDay = (series * DAY_SEC) / everySec;
  const tickBytesPerDay = ticksPerDay * BYTES_STORED.tick;
  return {
    tickBytesPerDay,
    hourBytesPerDay: series * 24 * BYTES_STORED.rollupHour,
    dayBytesPerDay: series * BYTES_STORED.rollupDay,
    monthBytes: databaseBytes(ASSUMED.daysPerMonth),
    yearBytes: databaseBytes(365),
    withoutTicksBytes: databaseBytes(365) - Math.min(365, kept.tickDays) * tickBytesPerDay,
    bytesPerTickAveraged: databaseBytes(kept.hourDays) / (kept.hourDays * ticksPerDay),
  };

  function databaseBytes(days: number): number {
    return (
      Math.min(days, kept.tickDays) * tickBytesPerDay +
      Math.min(days, kept.hourDays) * series * 24 * BYTES_STORED.rollupHour +
      days * series * BYTES_STORED.rollupDay
    );
  }
}

/**
 * An upper bound: reads that found nothing are in the bench's figure, too. Between its two loads the dearer holds. Below
 * them an entry a region and second is added and acknowledged by three commands, however few jobs it has.
 */
function redisOf(plan: Plan, { checksPerSec, probes }: { checksPerSec: number; probes: number }) {
  const isBusy = checksPerSec / plan.regions >= BENCH.redis.busyFromPerSec;
  const perCheck = isBusy ? BENCH.redis.busy : BENCH.redis.quiet;
  const entries = Math.max(checksPerSec * perCheck, 3 * plan.regions);
  const commandsPerSec = probes * plan.pollsPerSec + entries;
  return {
    commandsPerSec,
    commandsPerMonth: commandsPerSec * DAY_SEC * ASSUMED.daysPerMonth,
    bytes: checksPerSec * plan.lookAheadSec * plan.wire.bytesPerJob,
  };
}
