import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { bundleEntry } from "#testing/rig/bundle-entry.ts";
import { jsonLineWith, startChild } from "#testing/rig/child.ts";
import { type Bench, seedLoad, withProduct } from "../product/with-product.ts";
import { quantile } from "../report/quantile.ts";
import type { Row } from "../report/row.ts";
import { loadPage, type PageLoad } from "./load-page.ts";

const PER_SECOND = 500;
const WINDOW_MS = 20_000;
const COMPONENTS = 20;
const INTERVAL_MS = 60_000;
const SLUG = "bench";

/** S1: one status page of 20 components at 500 requests a second; every statement that Postgres runs meanwhile counts. */
export async function measureStatusPage(given: { say: (line: string) => void }): Promise<Row[]> {
  return withProduct(async (bench) => {
    const ids = await seedLoad(bench, { count: COMPONENTS, intervalMs: INTERVAL_MS });
    await addPage(bench, ids);
    return withCounter(bench, async (calls) => {
      const url = `${bench.product.url}/status/${SLUG}`;
      await loadPage(url, { perSecond: 50, forMs: 3_000 });
      const calm = await countDuring(calls, () => sleep(WINDOW_MS));
      let page: PageLoad | undefined;
      const busy = await countDuring(calls, async () => {
        page = await loadPage(url, { perSecond: PER_SECOND, forMs: WINDOW_MS });
      });
      if (page === undefined) throw new Error("The page was not loaded.");
      const limit = await loadBarePage(page.bytes);
      const queriesPerSec = Math.max(0, busy - calm) / (WINDOW_MS / 1_000);
      given.say(`  page: ${JSON.stringify({ calm, busy, page: summarize(page), limit: summarize(limit) })}`);
      return [toRow({ page, limit, queriesPerSec })];
    });
  });
}

function summarize({ tookMs, failed, bytes, perSecond }: PageLoad) {
  const at = (q: number) => Math.round(quantile(tookMs, q) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), failed, bytes, perSecond: Math.round(perSecond) };
}

function toRow(seen: { page: PageLoad; limit: PageLoad; queriesPerSec: number }): Row {
  const [page, limit] = [summarize(seen.page), summarize(seen.limit)];
  const share = seen.page.failed / Math.max(1, seen.page.tookMs.length);
  return {
    id: "S1",
    measure: `a status page of ${COMPONENTS} components at ${PER_SECOND} requests/s for ${WINDOW_MS / 1_000} s`,
    goal: "no failure, ≤ 1 query/s",
    measured: `${(share * 100).toFixed(2)} % failed, ${seen.queriesPerSec.toFixed(2)} queries/s, p95 ${page.p95} ms, ${(page.bytes / 1_000).toFixed(1)} kB`,
    limit: `bare http server: p95 ${limit.p95} ms`,
    ratio: page.p95 / limit.p95,
    met: share === 0 && seen.queriesPerSec <= 1 && page.perSecond >= PER_SECOND * 0.98,
    detail: { page, limit, queriesPerSec: seen.queriesPerSec },
  };
}

/** The same load on a server that does nothing else, in a process of its own. */
async function loadBarePage(bytes: number): Promise<PageLoad> {
  const file = await bundleEntry("bench/status/bare-page.ts");
  const child = startChild({ file: process.execPath, args: [file], env: { PAGE_BYTES: String(bytes) } });
  try {
    const { port } = await child.firstLine(jsonLineWith("port"));
    const url = `http://127.0.0.1:${port}/`;
    await loadPage(url, { perSecond: 50, forMs: 1_000 });
    return await loadPage(url, { perSecond: PER_SECOND, forMs: WINDOW_MS });
  } finally {
    await child.stop();
  }
}

type Calls = () => Promise<number>;

/** Restarts the product once: Postgres counts statements only when it was told so before it started. */
async function withCounter<Result>(
  { db, product }: Bench,
  work: (calls: Calls) => Promise<Result>,
): Promise<Result> {
  // Its connection ends with the restart.
  db.on("error", () => undefined);
  await db.query("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
  await product.stop();
  await product.start();
  const counter = new Client({ connectionString: product.databaseUrl });
  await counter.connect();
  try {
    await counter.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    return await work(async () => {
      const { rows } = await counter.query<{ calls: number }>(
        "SELECT sum(calls)::float8 AS calls FROM pg_stat_statements",
      );
      return rows[0]?.calls ?? 0;
    });
  } finally {
    await counter.end();
  }
}

async function countDuring(calls: Calls, work: () => Promise<void>): Promise<number> {
  const before = await calls();
  await work();
  return (await calls()) - before;
}

async function addPage({ db }: Bench, ids: readonly number[]): Promise<void> {
  const [pageId, sectionId] = [randomUUID(), randomUUID()];
  await db.query(
    `INSERT INTO status_page (id, workspace_id, slug, title, state, published_at)
     SELECT $1, workspace_id, $2, 'Bench', 'published', now() FROM monitor LIMIT 1`,
    [pageId, SLUG],
  );
  await db.query("INSERT INTO status_section (id, page_id, position, name) VALUES ($1, $2, 0, 'Services')", [
    sectionId,
    pageId,
  ]);
  for (const [position, monitorId] of ids.entries()) {
    const componentId = randomUUID();
    await db.query(
      `INSERT INTO status_component (id, page_id, section_id, position, name, show)
       VALUES ($1, $2, $3, $4, $5, '{"bars":true,"uptime":true,"chart":true,"regions":true}')`,
      [componentId, pageId, sectionId, position, `Service ${position + 1}`],
    );
    await db.query("INSERT INTO status_component_monitor (component_id, monitor_id) VALUES ($1, $2)", [
      componentId,
      monitorId,
    ]);
  }
}
