import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { Policy } from "#contracts/policy.ts";
import type { Arrivals } from "#testing/rig/far-target.ts";
import { seedChannels } from "#testing/rig/seed-channels.ts";
import { measureBareAlert } from "../limits/bare-alert.ts";
import { quantile } from "../report/quantile.ts";
import type { Row } from "../report/row.ts";
import { type Bench, seedLoad, withProduct } from "./with-product.ts";

const MONITORS = 5_000;
const INTERVAL_MS = 10_000;
const FAILING = 100;
const FAIL_EVERY_MS = 400;
const SETTLE_MS = 30_000;
const GOAL_P50_MS = 25;
const GOAL_P99_MS = 150;
/** One failure is enough, so that nothing is waited for. */
const AT_ONCE = Policy.parse({ quorum: { kind: "any" }, failuresInARow: 1 });

type Failing = { id: number; publicId: string; fromMs: number };
/** Of one outage: in all, until the app began to judge the report, and from then on. */
type Took = { allMs: number; reportMs: number; judgeAndSendMs: number };

/** P7: from a failed check's arrival at the target to the webhook's arrival there, at 500 checks a second. */
export async function measureAlertPath(given: { say: (line: string) => void }): Promise<Row[]> {
  return withProduct(async (bench) => {
    const ids = await seedLoad(bench, { count: MONITORS, intervalMs: INTERVAL_MS });
    // Spread over the whole interval, and never so many that the region looks sick.
    const chosen = ids.filter((_, at) => at % Math.floor(MONITORS / FAILING) === 0).slice(0, FAILING);
    await seedChannels(bench.db, { ids: chosen, hookOf: () => bench.target.hookUrl, policy: AT_ONCE });
    await sleep(SETTLE_MS);
    const limitMs = await measureBareAlert(bench);
    const took = await failOneByOne(bench, chosen);
    const tookMs = took.map(({ allMs }) => allMs);
    const parts = (["reportMs", "judgeAndSendMs"] as const).map((part) =>
      quantile(
        took.map((one) => one[part]),
        0.5,
      ),
    );
    const [p50, p99] = [quantile(tookMs, 0.5), quantile(tookMs, 0.99)];
    given.say(
      `  alert path: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms of ${tookMs.length}; medians: until judged ${parts[0]?.toFixed(1)} ms, from there ${parts[1]?.toFixed(1)} ms; bare ${limitMs.toFixed(1)} ms`,
    );
    return [
      {
        id: "P7",
        measure: `failed check → webhook, quorum any, 1 failure, 500 checks/s: p50, p99 of ${FAILING}; not told`,
        goal: `≤ ${GOAL_P50_MS} ms, ≤ ${GOAL_P99_MS} ms; 0`,
        measured: `${p50.toFixed(1)} ms, ${p99.toFixed(1)} ms; ${FAILING - tookMs.length}`,
        limit: `${limitMs.toFixed(1)} ms (one commit and one POST)`,
        ratio: p50 / limitMs,
        met: p50 <= GOAL_P50_MS && p99 <= GOAL_P99_MS && tookMs.length === FAILING,
        detail: { took },
      },
    ];
  });
}

async function failOneByOne({ db, target }: Bench, ids: readonly number[]): Promise<Took[]> {
  const { rows } = await db.query<{ id: number; publicId: string }>(
    `SELECT id, public_id AS "publicId" FROM monitor WHERE id = ANY($1) ORDER BY id`,
    [ids],
  );
  await target.reset();
  const failing: Failing[] = [];
  for (const row of rows) {
    await target.behave([row.id], { status: 503 });
    failing.push({ ...row, fromMs: performance.timeOrigin + performance.now() });
    await sleep(FAIL_EVERY_MS);
  }
  await sleep(INTERVAL_MS + 2_000);
  const arrivals = await target.readLog();
  const hooks = (await target.readHooks()).map(({ atMs, body }) => ({
    atMs,
    monitorId: readMonitorId(body),
  }));
  const judgedAt = await readJudgedAt(db, ids);
  return failing.flatMap((one) => {
    const hook = hooks.find(({ monitorId }) => monitorId === one.publicId);
    if (hook === undefined) return [];
    const failedMs = failedCheckOf(arrivals, one, hook.atMs);
    const judgedMs = judgedAt.get(one.id) ?? Number.NaN;
    return [
      { allMs: hook.atMs - failedMs, reportMs: judgedMs - failedMs, judgeAndSendMs: hook.atMs - judgedMs },
    ];
  });
}

/** A delivery is dated by the moment at which the app took the report up. */
async function readJudgedAt(db: Client, ids: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await db.query<{ id: number; at: number }>(
    `SELECT monitor_id AS id, (extract(epoch FROM created_at) * 1000)::float8 AS at
     FROM delivery WHERE monitor_id = ANY($1) AND event = 'down'`,
    [ids],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** The first check after the target had been told to fail; one that came while it was told may have failed, too. */
function failedCheckOf({ ids, atUs }: Arrivals, one: Failing, hookMs: number): number {
  let beforeHook = Number.NaN;
  for (const [at, id] of ids.entries()) {
    if (id !== one.id) continue;
    const atMs = (atUs[at] ?? 0) / 1000;
    if (atMs > hookMs) break;
    if (atMs >= one.fromMs) return atMs;
    beforeHook = atMs;
  }
  return beforeHook;
}

function readMonitorId(body: string): string {
  const event: { data: { monitor: { id: string } } } = JSON.parse(body);
  return event.data.monitor.id;
}
