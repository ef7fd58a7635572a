import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../report/quantile.ts";
import type { Row } from "../report/row.ts";
import { addApiKey } from "./add-api-key.ts";
import { type Bench, seedLoad, withProduct } from "./with-product.ts";

const LARGE = 10_000;
const SMALL = 100;
const INTERVAL_MS = 20_000;
const SETTLE_MS = 60_000;
const GOAL_MS = 60;
const GOAL_BYTES = 60_000;
const FLAT = 0.2;
/** Pages are looked at with pauses between them, as people do. */
const PAUSE_MS = 40;

/** P9: the list of 10,000 monitors and of 100, in turns, while 500 checks a second are taken in. */
export async function measureList(given: { short: boolean; say: (line: string) => void }): Promise<Row[]> {
  return withProduct(async (bench) => {
    const ids = await seedLoad(bench, { count: LARGE + SMALL, intervalMs: INTERVAL_MS });
    await addHistory(bench);
    const large = await openList(bench, await onlyWorkspace(bench));
    const small = await openList(bench, await moveAway(bench, ids.slice(-SMALL)));
    await sleep(SETTLE_MS);
    await lookInTurns({ large, small }, 20);
    const seen = await lookInTurns({ large, small }, given.short ? 150 : 400);
    given.say(`  list: ${JSON.stringify({ large: summarize(seen.large), small: summarize(seen.small) })}`);
    return [toRow(summarize(seen.large), summarize(seen.small))];
  });
}

type Look = { ms: number; bytes: number };
type Pair<Item> = { large: Item; small: Item };
type List = { url: string; key: string };
type Summary = { p50: number; p95: number; p99: number; bytes: number };

/** Who comes first changes with each round. */
async function lookInTurns(lists: Pair<List>, rounds: number): Promise<Pair<Look[]>> {
  const seen: Pair<Look[]> = { large: [], small: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (["large", "small"] as const) : (["small", "large"] as const);
    for (const size of order) seen[size].push(await lookOnce(lists[size]));
  }
  return seen;
}

async function lookOnce({ url, key }: List): Promise<Look> {
  const from = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  const text = await response.text();
  const ms = performance.now() - from;
  if (!response.ok) throw new Error(`The list answered ${response.status}: ${text.slice(0, 300)}`);
  await sleep(PAUSE_MS);
  return { ms, bytes: Buffer.byteLength(text) };
}

function summarize(looks: readonly Look[]): Summary {
  const times = looks.map(({ ms }) => ms);
  const at = (q: number) => Math.round(quantile(times, q) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), bytes: Math.max(...looks.map(({ bytes }) => bytes)) };
}

function toRow(large: Summary, small: Summary): Row {
  const ratio = large.p50 / small.p50;
  return {
    id: "P9",
    measure: "monitor list, first page of 10,000 under 500 checks/s; the same of 100",
    goal: `p95 ≤ ${GOAL_MS} ms, ≤ ${GOAL_BYTES / 1000} kB, flat ± 20 %`,
    measured: `p95 ${large.p95} ms (p50 ${large.p50}, p99 ${large.p99}), ${(large.bytes / 1000).toFixed(1)} kB`,
    limit: `100 monitors: p50 ${small.p50}, p95 ${small.p95} ms`,
    ratio,
    met: large.p95 <= GOAL_MS && large.bytes <= GOAL_BYTES && Math.abs(ratio - 1) <= FLAT,
    detail: { large, small },
  };
}

/** A day of rollups, so that there is something to draw and to merge. */
async function addHistory({ db }: Bench): Promise<void> {
  await db.query(
    `INSERT INTO rollup_hour (monitor_id, region_id, hour, expected, ticks, ok, failed, internal, sum_us, min_us, max_us,
        sketch_keys, sketch_counts)
      SELECT m.id, r.id, date_trunc('hour', now()) - n * interval '1 hour', 180, 180, 178, 2, 0, 3560000, 9000, 90000,
        ARRAY(SELECT (460 + k * 5)::smallint FROM generate_series(1, 20) AS k), ARRAY(SELECT 9 FROM generate_series(1, 20))
      FROM monitor m JOIN region r ON r.deleted_at IS NULL CROSS JOIN generate_series(1, 23) AS n
      ON CONFLICT DO NOTHING`,
  );
  await db.query(
    `UPDATE monitor SET tags = ARRAY['team-' || id % 20, CASE id % 3 WHEN 0 THEN 'prod' ELSE 'stage' END], name = 'Service ' || id`,
  );
  await db.query("VACUUM ANALYZE monitor, monitor_state, monitor_figures, rollup_hour");
}

async function onlyWorkspace({ db }: Bench): Promise<string> {
  const { rows } = await db.query<{ id: string }>("SELECT workspace_id AS id FROM monitor LIMIT 1");
  return rows[0]?.id ?? "";
}

async function moveAway({ db }: Bench, ids: readonly number[]): Promise<string> {
  const id = randomUUID();
  await db.query("INSERT INTO workspace (id, name) VALUES ($1, 'Small')", [id]);
  await db.query("UPDATE monitor SET workspace_id = $1 WHERE id = ANY($2)", [id, ids]);
  await db.query("UPDATE monitor_state SET workspace_id = $1 WHERE monitor_id = ANY($2)", [id, ids]);
  await db.query("UPDATE monitor_figures SET workspace_id = $1 WHERE monitor_id = ANY($2)", [id, ids]);
  return id;
}

/** As a program with a key that may read. */
async function openList({ db, product }: Bench, workspaceId: string): Promise<List> {
  const key = await addApiKey(db, workspaceId);
  const input = encodeURIComponent(JSON.stringify({ json: { limit: 50 } }));
  return { url: `${product.url}/api/trpc/monitor.list?input=${input}`, key };
}
