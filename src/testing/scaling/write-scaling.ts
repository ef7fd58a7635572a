import type { Load } from "./estimate-load.ts";
import { ASSUMED, BENCH, BYTES_STORED, PRICES } from "./measured-costs.ts";
import { NOT_SPLIT, SPLIT_BY_MONITOR, UNIQUE_FOR_ALL } from "./shard-key.ts";
import { inBits, inBytes, inDollars, inWords, rounded, table } from "./write-figures.ts";

type Row = [name: string, of: (load: Load) => string];

/** The text of docs/scaling.md. */
export function writeScaling(loads: readonly Load[]): string {
  return `${introduction()}
## Load and processes

${tableOf(loads, LOAD)}

A process is planned at ${ASSUMED.busyShare * 100} % of a core. Probes are counted for HTTPS with a full handshake each time, the dearest of common checks
(P3); plain HTTP costs a seventh. "Machines like the bench's" is checks a second ÷ ${inWords(BENCH.throughput.checksPerSec)}, what two cores with everything on
them, the target too, kept up with at plain HTTP (P1: nothing missed in one run, 35 checks in another); all of Uptick took ${BENCH.memory.mebibytes} MiB there at 500 checks a second (P6).

## Storage

${tableOf(loads, STORAGE)}

Ticks are kept for 30 days and hours for 396 (\`UPTICK_TICK_DAYS\`, \`UPTICK_ROLLUP_HOUR_DAYS\`), days for good: after a year
little but days is added. Averaged over all that is kept, a tick takes ${rounded(loads[0]?.storage.bytesPerTickAveraged ?? 0)} bytes. Space for bloat, WAL and one copy comes on top: plan double.
With 7 days instead of 30, ticks take a quarter of that; [older ones](backup.md) may go to files.

## Postgres, Redis, network

${tableOf(loads, ENGINES)}

- **Hot pages**: each pair of monitor and region writes into a page of its own of the day's primary key, so so much has to stay in memory.
- **Full pages in the WAL**: the first change of a page after a checkpoint writes all of it. At Postgres' ${ASSUMED.checkpointSec} s between checkpoints that
  is the figure above, before compression, on top of the rows; \`wal_compression\` and a longer \`checkpoint_timeout\` with a larger
  \`max_wal_size\` bring it down.
- **Redis** holds jobs for 75 s. Commands are an upper bound: two looks a second for each probe process and, for each check, what P13
  measured at the next smaller load, but at least three commands a second for each region's batch of that second. Redis' own CPU is ${BENCH.http.us.redis} µs a check (P2): it is never the first to give in.
- **Network**: ${inWords(ASSUMED.bytesPerHttpsCheck)} bytes for an HTTPS check, assumed, spread over the regions; reports and jobs as the product writes them, not compressed.

## Cost, where a price is known

${tableOf(loads, COST)}

Sources: ${Object.values(PRICES)
    .map(({ source }) => source)
    .join(
      "; ",
    )}: ${exactly(PRICES.upstashPer100kCommands.usd)} for 100,000 commands, ${exactly(PRICES.neonPerGbMonth.usd)} for a GB-month, ${exactly(PRICES.vercelPerCpuHour.usd)} for
an hour of active CPU. Look them up before you decide. Memory and calls of functions, Neon's compute, traffic, servers and people are
not in it: no price of them is on record here. Redis or Valkey of your own has no price by command, and takes ${rounded(loads.at(-1)?.cores.redis ?? 0)} cores at the largest size.

${breaks(loads)}
${shardKey()}
${NOT_BUILT}`;
}

function exactly(usd: number): string {
  return `$${usd.toFixed(3).replace(/0$/, "")}`;
}

function introduction(): string {
  return `# Scaling

Back of the envelope, as in a design review: monitors that are checked every 60 s from three regions. A test computes the tables and
writes this page from figures that name their rows in [bench/README.md](../bench/README.md); it fails when those change.

**Only the left column is near to what was run.** The bench has seen up to ${inWords(BENCH.throughput.checksPerSec)} checks a second, on two cores. 100,000 and 1,000,000 monitors
are arithmetic: nobody has run them.

What goes in: ${BYTES_STORED.tick} bytes for a tick with five phases and its indexes, ${BYTES_STORED.rollupHour} for an hour and ${BYTES_STORED.rollupDay} for a day of a monitor in a region (measured by
\`src/testing/scaling/storage-costs.int.test.ts\`; P12 asks for 130 a tick) · ${BENCH.http.us.probe} µs of CPU in the probe, ${BENCH.http.us.postgres} in Postgres, ${BENCH.http.us.app} in the app, ${BENCH.http.us.bridge} in
the bridge and ${BENCH.http.us.redis} in Redis for a check by HTTP (P2) · ${BENCH.https.us} µs in the probe by HTTPS (P3) · ${BENCH.ingest.fullUs} µs to take in a tick, of the app's and
Postgres' share (P14) · ${BENCH.redis.quiet} to ${BENCH.redis.busy} Redis commands a check (P13).
`;
}

const LOAD: Row[] = [
  ["Checks a second", (load) => inWords(load.checksPerSec)],
  ["Ticks a day", (load) => inWords(load.ticksPerDay)],
  ["Ticks in 30 days", (load) => inWords(load.ticksPerMonth)],
  ["Machines like the bench's, HTTP", (load) => rounded(load.machines)],
  ["Cores of probes, HTTP", (load) => rounded(load.cores.probeHttp)],
  ["Cores of probes, HTTPS", (load) => rounded(load.cores.probeHttps)],
  ["Cores of apps", (load) => rounded(load.cores.app)],
  ["Cores of Postgres", (load) => rounded(load.cores.postgres)],
  ["Of both, to take ticks in", (load) => rounded(load.cores.ingest)],
  ["Cores of bridge and Redis", (load) => rounded(load.cores.bridge + load.cores.redis)],
  ["Probe processes, in each region", (load) => `${load.processes.probesPerRegion}`],
  ["App processes", (load) => `${load.processes.app}`],
  ["Cron processes", () => "1"],
];

const STORAGE: Row[] = [
  ["Ticks, a day", (load) => inBytes(load.storage.tickBytesPerDay)],
  ["Hours, a day", (load) => inBytes(load.storage.hourBytesPerDay)],
  ["Days, a day", (load) => inBytes(load.storage.dayBytesPerDay)],
  ["Database after a month", (load) => inBytes(load.storage.monthBytes)],
  ["Database after a year", (load) => inBytes(load.storage.yearBytes)],
  ["Of that, without ticks", (load) => inBytes(load.storage.withoutTicksBytes)],
];

const ENGINES: Row[] = [
  ["Hot pages of today's key", (load) => inBytes(load.postgres.hotBytes)],
  ["Full pages in the WAL, a second", (load) => inBytes(load.postgres.walPerSec)],
  ["Ticks that an hour's roll-up reads", (load) => inWords(load.postgres.ticksPerRollup)],
  [`Postgres nodes of ${inBytes(ASSUMED.bytesPerNode)}`, (load) => `${load.postgres.nodes}`],
  ["Redis commands a second", (load) => inWords(load.redis.commandsPerSec)],
  ["Redis commands in 30 days", (load) => inWords(load.redis.commandsPerMonth)],
  ["Redis memory for jobs", (load) => inBytes(load.redis.bytes)],
  ["Checks on the wire", (load) => inBits(load.network.checksBitsPerSec)],
  ["Reports to the app", (load) => inBits(load.network.reportsBitsPerSec)],
  ["Jobs from Redis", (load) => inBits(load.network.jobsBitsPerSec)],
];

const COST: Row[] = [
  ["Upstash, by command, a month", (load) => inDollars(load.usdPerMonth.upstash)],
  ["Neon, storage after a year, a month", (load) => inDollars(load.usdPerMonth.neonStorage)],
  ["Vercel, CPU of probes and app, a month", (load) => inDollars(load.usdPerMonth.vercelCpu)],
];

function tableOf(loads: readonly Load[], rows: readonly Row[]): string {
  return table(
    ["", ...loads.map(({ plan }) => `${plan.monitors.toLocaleString("en-US")} monitors`)],
    rows.map(([name, of]) => [name, ...loads.map(of)]),
  );
}

function breaks(loads: readonly Load[]): string {
  const [small, middle, large] = loads;
  if (!small || !middle || !large) throw new Error("Three sizes are compared.");
  return `## What breaks first, and what takes over

Nothing here is to be built at home: each step is an engine that exists.

**1,000 monitors: nothing.** One machine with 2 cores, 4 GB and ${inBytes(2 * small.storage.yearBytes)} of disk, or [Vercel](deploy-vercel.md). The first thing to hurt is a bill: of
the ${inWords(small.redis.commandsPerMonth)} Redis commands a month more than half are looks, two a second for each probe process, and most find nothing. One
process a region halves the looks; a plan with a fixed price, or Valkey of your own, ends it.

**100,000 monitors**, in this order:

1. *Probes.* ${rounded(middle.cores.probeHttps)} cores for HTTPS, where two cores held ${inWords(BENCH.throughput.checksPerSec)} checks a second of plain HTTP with everything on them. The consumer group of each
   region's stream shares the work: start more processes, [by stream lag](kubernetes.md) if you like. Nothing else changes.
2. *Disk.* ${inBytes(middle.storage.tickBytesPerDay)} a day. Managed Postgres on local NVMe with 16 GB of memory (${inBytes(middle.postgres.hotBytes)} of hot pages) and ${inBytes(2 * middle.storage.yearBytes)}, or fewer days of ticks.
   Dropping a day is dropping a table. Vacuum has today's partition and \`monitor_region_state\`, where each check updates a row
   (half-full pages keep that off the indexes): watch dead rows there, not on ticks.
3. *The hour's roll-up.* One transaction reads ${inWords(middle.postgres.ticksPerRollup)} ticks; the open hour is read again at most every 15 minutes at this size.
4. *One app process* becomes two or more behind a proxy, without stickiness. Schedule, sweep, clock and roll-up each still run in one
   process at a time, by a lock in Postgres.
5. *The list of monitors and its figures* in a workspace of 10,000 or more: P9 was not measured on a calm machine yet. Measure before
   you promise.
6. *Upstash by command*: ${inDollars(middle.usdPerMonth.upstash)} a month. Valkey or a managed Redis takes over, with the bridge in front.

A standby of the managed Postgres is for failover and backups; views do not read from it (below).

**1,000,000 monitors**, in this order:

1. *One Postgres writer.* ${inWords(large.checksPerSec)} ticks a second, each also an update of the newest reading; ${inBytes(large.postgres.walPerSec)} of full pages a second into the WAL;
   ${inBytes(large.storage.tickBytesPerDay)} a day and ${inBytes(large.storage.yearBytes)} in all. CPU (${rounded(large.cores.postgres)} cores) is not the limit; WAL, checkpoints and disks are. **Citus, distributed by
   \`monitor_id\`**, takes over: ${large.postgres.nodes} workers of ${inBytes(ASSUMED.bytesPerNode)} by space, without their standbys, or ${Math.ceil(large.storage.withoutTicksBytes / ASSUMED.bytesPerNode) + 1} or so with a few days of ticks.
2. *Stages with one lock.* One process puts ${inWords(large.checksPerSec)} jobs a second into the streams, and one transaction rolls up ${inWords(large.postgres.ticksPerRollup)} ticks an hour.
   Neither was ever measured there. Roll-up groups by monitor, so each shard could do its own; the schedule would need a lock for each
   range of monitors, which is not written.
3. *Views over all monitors* (installation's figures, heat maps of many) become queries to every shard.
4. *Redis* has ${rounded(large.cores.redis)} cores' worth of work. What asks for more than one is distance and blast radius: a database in each region, at Upstash or
   your own. A Redis Cluster would take hash tags first: a probe reads \`urgent:\` and \`checks:\` of its region in one command.
5. *Status pages* are cacheable for 5 s by shared caches and may be served stale: a CDN in front takes the crowd, at any size.
`;
}

function shardKey(): string {
  const split = SPLIT_BY_MONITOR.map(({ table: name, holds, isTickPath }) => [
    `\`${name}\``,
    holds,
    isTickPath ? "yes" : "",
  ]);
  const rest = NOT_SPLIT.map(({ table: name, reason }) => [`\`${name}\``, reason]);
  return `## The shard key is the monitor

A test reads the migrated catalogue: these tables have \`monitor_id\` first in their primary key, none of single checks has a foreign key,
and others refer only to what would be a reference table on every node, or to rows of the same monitor. Another test reads the
statements of the server: every join to a table of the tick path is by monitor, every insert names it and clashes within it, and what
reads for all monitors at once is listed in the test with its reason.

${plain(["Table", "Holds", "Tick path"], split)}

Not split, with the reason:

${plain(["Table", "Why"], rest)}

Unique over all monitors, which Citus refuses on a distributed table: ${UNIQUE_FOR_ALL.map(({ index, reason }) => `\`${index}\` (${reason})`).join(", ")}. Their tables stay where they are, or
the index does without.
`;
}

function plain(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const NOT_BUILT = `## What is not built

- **No read replica for views.** There is no \`DATABASE_REPLICA_URL\`: every view reads from the one database of \`DATABASE_URL\`.
- **One Redis for all regions.** App and probes know one address; a database for each region would need an address for each.
- **Citus was never run.** Keys and joins are ready; the key of \`assignment\` is not. The statement that stores a report is one \`WITH\`
  that writes two tables for monitors of many shards, which would have to be sent shard by shard. Functions such as \`ensure_day\`
  would have to be tried.
- **The schedule and the other stages run in one process at a time.** They fail over at once, and are not divided.
- **No load test beyond the bench's machine**, and none over real distances.
`;
