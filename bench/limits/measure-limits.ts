import { Client } from "pg";
import { bundleEntry } from "#testing/rig/bundle-entry.ts";
import { jsonLineWith, startChild } from "#testing/rig/child.ts";
import { type FarTarget, startFarTarget } from "#testing/rig/far-target.ts";
import { type NamedRoot, readCpuByRoot } from "#testing/rig/process-tree.ts";
import { postReports } from "../product/report-generator.ts";
import { analyseLog } from "../target/analyse-log.ts";
import { copyTicks } from "./copy-ticks.ts";
import { prismaCreateMany } from "./prisma-create-many.ts";

const COPIED_ROWS = 200_000;
const PRISMA_ROWS = 4_000;
const JSON_REPORTS = 2_000;
const JSON_TICKS_PER_REPORT = 100;
/** A Node process is running by then. */
const START_MS = 1_000;

export type BareClientLimit = { checksPerSec: number; cpuUsPerCheck: number; p99Ms: number };
export type PacerLimit = { p50Ms: number; p99Ms: number; p999Ms: number; missed: number };
export type IngestLimit = { jsonUsPerTick: number; copyUsPerTick: number; prismaUsPerTick: number };

/** A socket per check and nothing else. */
export async function measureBareClient(forMs: number): Promise<BareClientLimit> {
  const target = await startFarTarget();
  try {
    const env = { TARGET_PORT: String(target.port), FOR_MS: String(forMs) };
    const client = startChild({
      file: process.execPath,
      args: [await bundleEntry("bench/limits/net-client.ts")],
      env,
    });
    const found = await client.firstLine(jsonLineWith("cpuUsPerCheck"));
    return found as unknown as BareClientLimit;
  } finally {
    await target.stop();
  }
}

/** How punctual one Node process can be that does nothing but fire on time. */
export async function measurePacer(pace: {
  monitors: number;
  intervalMs: number;
  windowMs: number;
}): Promise<PacerLimit> {
  const target = await startFarTarget();
  try {
    return await runPacer(target, pace);
  } finally {
    await target.stop();
  }
}

async function runPacer(target: FarTarget, pace: { monitors: number; intervalMs: number; windowMs: number }) {
  const pacer = startChild({
    file: process.execPath,
    args: [await bundleEntry("bench/limits/pacer.ts")],
    env: {
      TARGET_PORT: String(target.port),
      MONITORS: String(pace.monitors),
      INTERVAL_MS: String(pace.intervalMs),
      FOR_MS: String(pace.windowMs + 2 * START_MS),
    },
  });
  const fromMs = Date.now() + START_MS;
  await pacer.firstLine(jsonLineWith("paced"));
  const report = analyseLog(await target.readLog(), {
    intervalMs: pace.intervalMs,
    ids: Array.from({ length: pace.monitors }, (_, id) => id),
    fromUs: fromMs * 1000,
    toUs: (fromMs + pace.windowMs) * 1000,
  });
  const { p50, p99, p999 } = report.deviationMs;
  return { p50Ms: p50, p99Ms: p99, p999Ms: p999, missed: report.missed };
}

/** The two halves of an ideal ingest (parse a report; copy rows), and the ordinary way of storing for comparison. */
export async function measureIngestLimits(given: {
  databaseUrl: string;
  postgres: NamedRoot;
}): Promise<IngestLimit> {
  const db = new Client({ connectionString: given.databaseUrl });
  await db.connect();
  try {
    const jsonUsPerTick = await measureJsonIngest();
    const copyUsPerTick = await cpuUsOf(given.postgres, () => copyTicks(db, COPIED_ROWS)).then(
      (us) => us / COPIED_ROWS,
    );
    const prismaUsPerTick = await cpuUsOf(given.postgres, () =>
      prismaCreateMany(given.databaseUrl, PRISMA_ROWS),
    );
    return { jsonUsPerTick, copyUsPerTick, prismaUsPerTick: prismaUsPerTick / PRISMA_ROWS };
  } finally {
    await db.end();
  }
}

/** CPU of this process (the client) and of Postgres together. */
async function cpuUsOf(postgres: NamedRoot, work: () => Promise<void>): Promise<number> {
  const serverBefore = readCpuByRoot([postgres]).get(postgres.name) ?? 0;
  const own = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(own);
  return user + system + (readCpuByRoot([postgres]).get(postgres.name) ?? 0) - serverBefore;
}

async function measureJsonIngest(): Promise<number> {
  const server = startChild({
    file: process.execPath,
    args: [await bundleEntry("bench/limits/json-ingest.ts")],
  });
  try {
    const { port } = await server.firstLine(jsonLineWith("port"));
    const url = `http://127.0.0.1:${port}/`;
    const posting = {
      url,
      token: "none",
      monitorIds: manyIds(),
      reports: JSON_REPORTS,
      ticksPerReport: JSON_TICKS_PER_REPORT,
    };
    await postReports({ ...posting, reports: JSON_REPORTS / 4 });
    const before = await cpuUsed(url);
    await postReports(posting);
    return ((await cpuUsed(url)) - before) / (JSON_REPORTS * JSON_TICKS_PER_REPORT);
  } finally {
    await server.stop("SIGKILL");
  }
}

async function cpuUsed(url: string): Promise<number> {
  const usage = (await (await fetch(url)).json()) as { cpuUs: number };
  return usage.cpuUs;
}

function manyIds(): number[] {
  return Array.from({ length: 5000 }, (_, at) => at + 1);
}
