import { monitorEventLoopDelay } from "node:perf_hooks";
import { pool } from "#server/store/prisma.ts";

/** What is given up first: exports and other long work, then whatever people look at. Nothing else ever is. */
export type Dearness = "expensive" | "usual";

export type Load = {
  /** Median of how late this process' timers ran in the last second or so, ms. */
  delayMs: number;
  /** Queries that wait for a database connection, in multiples of all connections. */
  queueShare: number;
};

/** From there on that much is refused. A second of delay is a page that nobody waits for. */
const LIMITS: Readonly<Record<Dearness, Load>> = {
  expensive: { delayMs: 200, queueShare: 2 },
  usual: { delayMs: 1_000, queueShare: 8 },
};

export function isTooMuch({ delayMs, queueShare }: Load, dearness: Dearness): boolean {
  const limit = LIMITS[dearness];
  return delayMs > limit.delayMs || queueShare > limit.queueShare;
}

const SAMPLE_MS = 1_000;
const RESOLUTION_MS = 20;

type Gauge = { read: () => number };
// On globalThis: separately bundled routes watch one event loop.
const holder = globalThis as typeof globalThis & { uptickLoopGauge?: Gauge };

/** Looks at most once a second, and only while somebody asks. */
export function currentLoad(): Load {
  holder.uptickLoopGauge ??= createLoopGauge();
  const { waitingCount, options } = pool();
  return { delayMs: holder.uptickLoopGauge.read(), queueShare: waitingCount / (options.max ?? 10) };
}

function createLoopGauge(): Gauge {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let readAt = performance.now();
  let delayMs = 0;
  return {
    read() {
      const now = performance.now();
      if (now - readAt < SAMPLE_MS) return delayMs;
      readAt = now;
      // The histogram counts whole intervals of its timer, the resolution included.
      delayMs = histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(50) / 1e6 - RESOLUTION_MS);
      histogram.reset();
      return delayMs;
    },
  };
}
