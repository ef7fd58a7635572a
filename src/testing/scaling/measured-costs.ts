/** Bytes on disk of one row with its indexes; storage-costs.int.test.ts measures them (goal P12: 130 for a tick). */
export const BYTES_STORED = { tick: 123, rollupHour: 398, rollupDay: 441 };

/** Figures of bench/README.md by row. `says` is how the row puts it: a test fails when it says something else. */
export const BENCH = {
  throughput: { row: "P1", says: "with them: 3,502/s with 0 and 0", checksPerSec: 3500 },
  http: {
    row: "P2",
    says: "with them 219 µs at 3,500/s: probe 148, Postgres 42, app 25, bridge 4, Redis 1",
    us: { probe: 148, postgres: 42, app: 25, bridge: 4, redis: 1 },
  },
  https: { row: "P3", says: "985 µs", us: 985 },
  memory: { row: "P6", says: "520 MiB", mebibytes: 520 },
  redis: {
    row: "P13",
    says: "0.031 at 500/s, 0.015 at 4,700/s",
    quiet: 0.031,
    busy: 0.015,
    busyFromPerSec: 4700,
  },
  ingest: {
    row: "P14",
    says: "38 µs a tick in full reports (app 17, Postgres 21), 68 in small ones",
    fullUs: 38,
  },
};

/** US dollars, with who said so and when. Nobody's offer: look them up. */
export const PRICES = {
  upstashPer100kCommands: { usd: 0.2, source: "a third party's catalogue, September 2026" },
  neonPerGbMonth: { usd: 0.35, source: "Neon Launch, noted in November 2026" },
  vercelPerCpuHour: { usd: 0.128, source: "Vercel Fluid compute, noted in November 2026" },
};

/** What nobody has measured, so that it is said once and in one place. */
export const ASSUMED = {
  /** A full handshake with a chain of certificates, headers and a small body, both ways. */
  bytesPerHttpsCheck: 6000,
  /** A process is planned at this share of one core. */
  busyShare: 0.6,
  /** Postgres' default. */
  checkpointSec: 300,
  /** What one node's disks are planned to hold. */
  bytesPerNode: 4e12,
  daysPerMonth: 30,
};
