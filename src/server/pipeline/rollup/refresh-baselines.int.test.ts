import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureDays } from "#server/store/partition-store.ts";
import { insertTicks } from "#server/store/tick-store.ts";
import { aTick } from "#testing/builders.ts";
import { OutageRig } from "#testing/outage-rig.ts";
import { refreshBaselines } from "./refresh-baselines.ts";

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const START = Math.floor((Date.now() - 2 * HOUR) / HOUR) * HOUR;
const relative = (percent: number) => ({
  slowRules: [{ phase: "ttfb" as const, limit: { kind: "relative" as const, percent } }],
});
let rig: OutageRig;

beforeAll(async () => {
  rig = await OutageRig.open(START);
  await rig.addRegions(["eu"]);
  await ensureDays(rig.database.pool, { fromMs: START - WEEK, toMs: START });
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.rows("TRUNCATE monitor, tick, watermark CASCADE");
  rig.deps.setNow(START + 60_000);
});

async function addWeekOld(monitorId: number, hourMs: number, ttfbUs: readonly number[]): Promise<void> {
  const ticks = ttfbUs.map((us, n) =>
    aTick({ monitorId, scheduledAt: hourMs - WEEK + n * 60_000, ttfbUs: us, dnsUs: null }),
  );
  await insertTicks(rig.database.pool, { regionId: rig.regionIdOf("eu"), vote: true, ticks });
}
const baselines = () =>
  rig.rows("SELECT monitor_id, hour, median_us FROM monitor_baseline ORDER BY monitor_id, hour");

test("what was usual a week ago is known for this hour and the next, and what counts as slow follows", async () => {
  const id = await rig.addMonitor(["eu"], { policy: relative(200) });
  await rig.addMonitor(["eu"]);
  await addWeekOld(id, START, [100, 200, 300, 400, 90_000]);
  await addWeekOld(id, START + HOUR, [700, 700, 700, 700, 700]);
  expect(await refreshBaselines(rig.deps)).toBe(2);
  expect(await baselines()).toMatchObject([
    { monitor_id: id, hour: new Date(START), median_us: { ttfb: 300, total: 12_345 } },
    { monitor_id: id, hour: new Date(START + HOUR), median_us: { ttfb: 700 } },
  ]);
  await rig.pass(START + 61_000);
  expect(await rig.stateOf(id)).toMatchObject({ slowUs: 600, dueAt: null });
  expect(await refreshBaselines(rig.deps)).toBe(0);
  expect((await rig.stateOf(id)).dueAt).toBeNull();

  rig.deps.setNow(START + HOUR + 1_000);
  expect(await refreshBaselines(rig.deps)).toBe(1);
  await rig.pass(START + HOUR + 2_000);
  expect((await rig.stateOf(id)).slowUs).toBe(1_400);
});

test("from a few checks nothing is usual, and no relative rule applies", async () => {
  const id = await rig.addMonitor(["eu"], { policy: relative(200) });
  await addWeekOld(id, START, [100, 200, 300, 400]);
  await refreshBaselines(rig.deps);
  expect((await baselines())[0]).toMatchObject({ median_us: {} });
  await rig.pass(START + 61_000);
  expect((await rig.stateOf(id)).slowUs).toBeNull();
});
