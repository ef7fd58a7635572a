import { setTimeout as sleep } from "node:timers/promises";
import { markRegions, type ScriptedTarget, startScriptedTarget } from "#testing/rig/scripted-target.ts";
import { seedChannels } from "#testing/rig/seed-channels.ts";
import { plainCheck, seedMonitors } from "#testing/rig/seed-monitors.ts";
import { waitUntil } from "#testing/rig/wait-until.ts";
import { mean, quantile } from "../report/quantile.ts";
import type { Row } from "../report/row.ts";
import { type Bench, withProduct } from "./with-product.ts";

const REGIONS = ["local-1", "local-2", "local-3"];
const INTERVAL_MS = 10_000;
const OUTAGES = 48;
/** One after the other, at other moments of the interval each time. */
const OUTAGE_EVERY_MS = 870;
const OUTAGE_MS = 20_000;
const PARTLY_SEEN = 40;
const WELL = 112;
const REGION_FAULT_MS = 30_000;
const UP_WITHIN_MS = 60_000;
const GOAL_P50_MS = 4_000;
const GOAL_P99_MS = 8_000;
const GOAL_FIRST = 0.2;

type Detection = { alertMs: number[]; firstCheckMs: number[]; notTold: number; falseAlerts: number };

/**
 * D1, P8 and D2: 48 outages among 200 monitors under the default policy, while 40 others fail from one region; then one
 * region fails for all. The target counts the time from the outage to the first failed check and to the webhook.
 */
export async function measureDetection(given: { say: (line: string) => void }): Promise<Row[]> {
  return withProduct(
    async (bench) => {
      const target = await startScriptedTarget();
      try {
        const seen = await playOutages(bench, target);
        given.say(
          `  outages: alert p50 ${sec(quantile(seen.alertMs, 0.5))}, p99 ${sec(quantile(seen.alertMs, 0.99))}; first failed check ${sec(mean(seen.firstCheckMs))} on average; not told ${seen.notTold}, false ${seen.falseAlerts}`,
        );
        return toRows(seen);
      } finally {
        await target.stop();
      }
    },
    { regions: REGIONS, env: await markRegions() },
  );
}

async function playOutages(bench: Bench, target: ScriptedTarget): Promise<Detection> {
  const ids = await seedAndWait(bench, target);
  const outageIds = ids.slice(0, OUTAGES);
  const partlySeen = ids.slice(OUTAGES, OUTAGES + PARTLY_SEEN);
  const startMs = Date.now() + 1_000;
  const outages = new Map(outageIds.map((id, at) => [id, startMs + at * OUTAGE_EVERY_MS]));
  for (const [id, fromMs] of outages) target.script(id, { kind: "span", fromMs, toMs: fromMs + OUTAGE_MS });
  for (const id of partlySeen) {
    target.script(id, { kind: "span", fromMs: startMs, toMs: startMs + REGION_FAULT_MS, region: "local-2" });
  }
  const overMs = startMs + OUTAGES * OUTAGE_EVERY_MS + OUTAGE_MS;
  await sleep(overMs - Date.now() + INTERVAL_MS);

  const regionFaultMs = Date.now();
  const toMs = regionFaultMs + REGION_FAULT_MS;
  for (const id of ids) target.script(id, { kind: "span", fromMs: regionFaultMs, toMs, region: "local-3" });
  await sleep(REGION_FAULT_MS + INTERVAL_MS);
  return describe(target, outages);
}

async function seedAndWait({ db }: Bench, target: ScriptedTarget): Promise<number[]> {
  const count = OUTAGES + PARTLY_SEEN + WELL;
  const checkOf = (id: number) => plainCheck(target.urlOf(id));
  const ids = await seedMonitors(db, { count, intervalMs: INTERVAL_MS, regions: REGIONS, checkOf });
  await seedChannels(db, { ids, hookOf: (id) => target.hookUrl(`${id}`) });
  const countUp = async () => {
    const { rows } = await db.query("SELECT FROM monitor_state WHERE verdict = 'up'");
    return rows.length;
  };
  await waitUntil(countUp, (up) => up === count, { timeoutMs: UP_WITHIN_MS, what: "all monitors to be up" });
  return ids;
}

function describe(target: ScriptedTarget, outages: Map<number, number>): Detection {
  const down = target.received.filter(({ type }) => type !== "monitor.up");
  const alertMs: number[] = [];
  const firstCheckMs: number[] = [];
  for (const [id, fromMs] of outages) {
    const alert = down.find(({ hook, at }) => hook === `${id}` && at >= fromMs);
    const check = target.asked.find((asked) => asked.id === id && !asked.ok && asked.at >= fromMs);
    if (alert) alertMs.push(alert.at - fromMs);
    if (check) firstCheckMs.push(check.at - fromMs);
  }
  return {
    alertMs,
    firstCheckMs,
    notTold: outages.size - alertMs.length,
    falseAlerts: down.length - alertMs.length,
  };
}

function toRows({ alertMs, firstCheckMs, notTold, falseAlerts }: Detection): Row[] {
  const [p50, p99] = [quantile(alertMs, 0.5), quantile(alertMs, 0.99)];
  const first = mean(firstCheckMs) / INTERVAL_MS;
  const ideal = 1 / REGIONS.length / 2;
  return [
    {
      id: "D1",
      measure: `outage → webhook, default policy, 10 s, 3 regions, ${OUTAGES} outages: p50, p99; not told`,
      goal: `≤ ${sec(GOAL_P50_MS)}, ≤ ${sec(GOAL_P99_MS)}; 0`,
      measured: `${sec(p50)}, ${sec(p99)}; ${notTold}`,
      limit: `${sec(ideal * INTERVAL_MS)} (mean wait for the first check)`,
      ratio: p50 / (ideal * INTERVAL_MS),
      met: p50 <= GOAL_P50_MS && p99 <= GOAL_P99_MS && notTold === 0,
      detail: { alertMs },
    },
    {
      id: "D2",
      measure: "false alerts: 40 monitors fail from one region, then all from another",
      goal: "0",
      measured: `${falseAlerts}`,
      limit: "0",
      ratio: null,
      met: falseAlerts === 0,
      detail: { falseAlerts },
    },
    {
      id: "P8",
      measure: "outage → first failed check, 3 regions: mean share of the interval",
      goal: `≤ ${GOAL_FIRST}`,
      measured: first.toFixed(3),
      limit: `${ideal.toFixed(3)} (regions in turn)`,
      ratio: first / ideal,
      met: first <= GOAL_FIRST,
      detail: { firstCheckMs },
    },
  ];
}

function sec(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
