import { randomBytes } from "node:crypto";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { readCpuByRoot } from "#testing/rig/process-tree.ts";
import { plainCheck, seedMonitors } from "#testing/rig/seed-monitors.ts";
import { type IngestLimit, measureIngestLimits } from "../limits/measure-limits.ts";
import type { Row } from "../report/row.ts";
import { pauseCron } from "./pause-cron.ts";
import { type Posting, postReports } from "./report-generator.ts";
import { type Bench, REGION, withProduct } from "./with-product.ts";

const MONITORS = 5_000;
const WARM_UP_TICKS = 40_000;
const TICKS = 300_000;
/** A probe under load fills its reports; a calm one sends after 250 ms what it has. */
const FULL_REPORT = 500;
const SMALL_REPORT = 100;
const GOAL_US = 22;

/** P14: what the app and Postgres spend on a tick, from the route to the commit. */
export async function measureIngest(given: { say: (line: string) => void }): Promise<Row[]> {
  return withProduct(async (bench) => {
    const posting = await preparePosting(bench);
    // Rolling up and sweeping are not part of the way from the route to the commit.
    pauseCron(bench);
    const roots = bench.product.processes().filter((root) => root.name === "app" || root.name === "postgres");
    const small = await costOf({ ...posting, ticksPerReport: SMALL_REPORT }, roots);
    const full = await costOf({ ...posting, ticksPerReport: FULL_REPORT }, roots);
    await assertStored(bench, 2 * TICKS);

    const postgres = roots.filter((root) => root.name === "postgres");
    const limit = await limitsOf(bench, postgres);
    given.say(
      `  ingest: ${JSON.stringify({ small, full, ...limit }, (_, value) => (typeof value === "number" ? Math.round(value * 10) / 10 : value))}`,
    );
    return [toRow(full, limit, FULL_REPORT), toRow(small, limit, SMALL_REPORT)];
  });
}

type Root = { name: string; pid: number };
type Cost = { app: number; postgres: number; ticksPerSec: number };

async function costOf(posting: Posting, roots: Root[]): Promise<Cost> {
  await postReports({ ...posting, reports: WARM_UP_TICKS / posting.ticksPerReport });
  const before = readCpuByRoot(roots);
  const posted = await postReports({ ...posting, reports: TICKS / posting.ticksPerReport });
  const after = readCpuByRoot(roots);
  const usOf = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / posted.ticks;
  return { app: usOf("app"), postgres: usOf("postgres"), ticksPerSec: posted.ticks / posted.seconds };
}

function toRow(product: Cost, limit: IngestLimit, size: number): Row {
  const costUs = product.app + product.postgres;
  const limitUs = limit.jsonUsPerTick + limit.copyUsPerTick;
  return {
    id: "P14",
    measure: `ingest CPU µs per tick, route to commit (app + Postgres), ${size} ticks a report`,
    goal: `≤ ${GOAL_US}`,
    measured: `${costUs.toFixed(1)} (${product.app.toFixed(1)} + ${product.postgres.toFixed(1)})`,
    limit: `${limitUs.toFixed(1)} (bare JSON + COPY; Prisma ${limit.prismaUsPerTick.toFixed(0)})`,
    ratio: costUs / limitUs,
    met: costUs <= GOAL_US,
    detail: { product, limit },
  };
}

async function limitsOf(bench: Bench, postgres: { name: string; pid: number }[]): Promise<IngestLimit> {
  const [root] = postgres;
  if (root === undefined) throw new Error("The product has no Postgres of its own to measure.");
  return measureIngestLimits({ databaseUrl: bench.product.databaseUrl, postgres: root });
}

/** Monitors that nothing schedules, and a token of our own for the region. */
async function preparePosting({ db, product, target }: Bench): Promise<Posting> {
  const monitorIds = await seedMonitors(db, {
    count: MONITORS,
    intervalMs: 86_400_000,
    regions: [REGION],
    checkOf: (id) => plainCheck(target.urlOf(id)),
    scheduled: false,
  });
  const token = `upr_${REGION}_${randomBytes(32).toString("base64url")}`;
  await db.query("INSERT INTO region_token (hash, region_id) SELECT $1, id FROM region WHERE code = $2", [
    sha256Hex(token),
    REGION,
  ]);
  return {
    url: `${product.url}/api/probe-rpc/probe.report`,
    token,
    monitorIds,
    reports: 0,
    ticksPerReport: FULL_REPORT,
  };
}

async function assertStored(bench: Bench, atLeast: number): Promise<void> {
  const { rows } = await bench.db.query<{ count: number }>("SELECT count(*)::int AS count FROM tick");
  const count = rows[0]?.count ?? 0;
  if (count < atLeast) throw new Error(`Only ${count} of ${atLeast} ticks were stored.`);
}
