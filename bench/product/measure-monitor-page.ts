import { plainCheck, seedMonitors } from "#testing/rig/seed-monitors.ts";
import { mean, quantile } from "../report/quantile.ts";
import type { Row } from "../report/row.ts";
import { addApiKey } from "./add-api-key.ts";
import { pauseCron } from "./pause-cron.ts";
import { seedHistory } from "./seed-history.ts";
import { type Bench, withProduct } from "./with-product.ts";

const REGIONS = ["local-1", "local-2", "local-3"];
const INTERVAL_MS = 30_000;
const DAY_MS = 86_400_000;
const MONITORS = 80;
const LOOKS = 300;
const WARM_UP = 60;
const GOAL_MS = 25;

/** P10: what the first look at a monitor asks, in one call: verdict and figures, 90 days, 24 h of latency, the newest checks. */
export async function measureMonitorPage(given: {
  ticks: number;
  say: (line: string) => void;
}): Promise<Row[]> {
  return withProduct(
    async (bench) => {
      pauseCron(bench);
      const ticks = await fill(bench, given);
      const looks = await openLooks(bench);
      await time(looks, WARM_UP);
      const times = await time(looks, LOOKS);
      const parts = await timeParts(looks);
      const limitMs = quantile(await time({ ...looks, pathOf: () => "region.list" }, LOOKS), 0.95);
      const p95 = quantile(times, 0.95);
      return [
        {
          id: "P10",
          measure: `monitor page, ${ticks.toLocaleString("en")} ticks of ${MONITORS} monitors, 3 regions, p95`,
          goal: `≤ ${GOAL_MS} ms`,
          measured: `${p95.toFixed(1)} ms (median ${quantile(times, 0.5).toFixed(1)})`,
          ratio: p95 / limitMs,
          limit: `${limitMs.toFixed(1)} ms, the smallest call`,
          met: p95 <= GOAL_MS,
          detail: {
            ticks,
            p50: quantile(times, 0.5),
            p95,
            p99: quantile(times, 0.99),
            mean: mean(times),
            parts,
          },
        },
      ];
    },
    { regions: REGIONS },
  );
}

async function fill(
  { db, target }: Bench,
  given: { ticks: number; say: (line: string) => void },
): Promise<number> {
  const perDay = (DAY_MS / INTERVAL_MS) * MONITORS * REGIONS.length;
  const days = Math.max(1, Math.round(given.ticks / perDay));
  const monitorIds = await seedMonitors(db, {
    count: MONITORS,
    intervalMs: INTERVAL_MS,
    regions: REGIONS,
    checkOf: (id) => plainCheck(target.urlOf(id)),
  });
  const { rows } = await db.query<{ id: number }>("SELECT id FROM region WHERE code = ANY($1) ORDER BY id", [
    REGIONS,
  ]);
  const regionIds = rows.map((row) => row.id);
  return seedHistory(db, {
    monitorIds,
    regionIds,
    intervalMs: INTERVAL_MS,
    days,
    nowMs: Date.now(),
    say: given.say,
  });
}

type Looks = { url: string; key: string; ids: string[]; pathOf: (id: string) => string };

async function openLooks({ db, product }: Bench): Promise<Looks> {
  const { rows } = await db.query<{ id: string; workspaceId: string }>(
    'SELECT public_id AS id, workspace_id AS "workspaceId" FROM monitor ORDER BY md5(public_id::text)',
  );
  const key = await addApiKey(db, rows[0]?.workspaceId ?? "");
  return { url: product.url, key, ids: rows.map((row) => row.id), pathOf: pagePath };
}

const CALLS = [
  ["monitor.get", {}],
  ["monitor.uptime", {}],
  ["monitor.latency", { hours: 24 }],
  ["monitor.ticks", { limit: 25 }],
] as const;

function pagePath(id: string): string {
  return batchPath(CALLS.map(([path, input]) => [path, { id, ...input }] as const));
}

function batchPath(calls: readonly (readonly [path: string, input: object])[]): string {
  const input = Object.fromEntries(calls.map(([, json], index) => [index, { json }]));
  return `${calls.map(([path]) => path).join(",")}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`;
}

/** One after another, each of another monitor than the one before; milliseconds from the request to the last byte. */
async function time(looks: Looks, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let look = 0; look < count; look += 1) {
    const path = looks.pathOf(looks.ids[look % looks.ids.length] ?? "");
    const startedAt = performance.now();
    const response = await fetch(`${looks.url}/api/trpc/${path}`, {
      headers: { authorization: `Bearer ${looks.key}` },
    });
    const body = await response.text();
    times.push(performance.now() - startedAt);
    if (response.status !== 200)
      throw new Error(`The page answered ${response.status}: ${body.slice(0, 300)}`);
  }
  return times;
}

async function timeParts(looks: Looks): Promise<Record<string, number>> {
  const parts: Record<string, number> = {};
  for (const [path, input] of CALLS) {
    const alone = { ...looks, pathOf: (id: string) => batchPath([[path, { id, ...input }]]) };
    parts[path] = quantile(await time(alone, WARM_UP), 0.95);
  }
  return parts;
}
