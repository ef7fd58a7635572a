import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Outcome } from "#contracts/tick.ts";
import { aChannel, aTick } from "#testing/builders.ts";
import { CHECK_MS, OutageRig } from "#testing/outage-rig.ts";
import { ingestReport } from "./ingest-report.ts";

const START = Date.now() - 600_000;
const REGIONS = ["ap", "eu", "us"];
let rig: OutageRig;

beforeAll(async () => {
  rig = await OutageRig.open(START);
  await rig.addRegions(REGIONS);
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.rows("TRUNCATE monitor, tick, tick_evidence, gap, channel CASCADE");
  rig.deps.setNow(START);
});

type Report = { region: string; monitorIds: number[]; at: number; outcome: Outcome };

function send({ region, monitorIds, at, outcome }: Report) {
  const ticks = monitorIds.map((monitorId) =>
    aTick({ monitorId, scheduledAt: at, outcome, lateMs: 0, totalUs: CHECK_MS * 1000 }),
  );
  const report = { ticks, gaps: [], regionHealthy: true };
  return ingestReport(rig.deps, { regionId: rig.regionIdOf(region), report });
}

const transitions = (monitorIds: readonly number[]) =>
  rig.rows(
    `SELECT monitor_id, seq, "from", "to", raw, at, reason FROM transition
     WHERE monitor_id = ANY($1) ORDER BY monitor_id, seq`,
    [monitorIds],
  );

test("eight reports at once about the same monitors, in every order, make each step and each message once", async () => {
  const monitorIds: number[] = [];
  for (let n = 0; n < 10; n += 1) monitorIds.push(await rig.addMonitor(REGIONS));
  await aChannel(rig.database.db, { workspaceId: rig.workspaceId, monitorIds });
  for (const region of REGIONS) await send({ region, monitorIds, at: START, outcome: "ok" });
  rig.deps.setNow(START + 25_000);
  await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      send({
        region: REGIONS[n % 3] ?? "ap",
        monitorIds: n % 2 === 0 ? monitorIds : monitorIds.toReversed(),
        at: START + 10_000 + (n >> 2) * 10_000,
        outcome: "refused",
      }),
    ),
  );
  await rig.pass(rig.deps.clock() + 1_100);
  const steps = await transitions(monitorIds);
  expect(steps.map(({ seq, to }) => `${seq} ${to}`)).toEqual(monitorIds.flatMap(() => ["1 up", "2 down"]));
  expect(await rig.rows("SELECT FROM incident")).toHaveLength(10);
  expect(await rig.rows("SELECT FROM delivery WHERE event = 'down'")).toHaveLength(10);
});

test("reports that come doubled and in another order within the bound give the same transitions", async () => {
  const story: Omit<Report, "monitorIds">[] = [
    ...REGIONS.map((region, n) => ({ region, at: START + n * 50, outcome: "ok" as const })),
    ...REGIONS.map((region, n) => ({ region, at: START + 300 + n * 50, outcome: "timeout" as const })),
    ...REGIONS.map((region, n) => ({ region, at: START + 600 + n * 50, outcome: "timeout" as const })),
  ];
  const orders = [
    story,
    story.toReversed(),
    [...story, ...story].sort((a, b) => (a.region < b.region ? -1 : Number(a.region > b.region))),
    story.toSorted((a, b) => Number(b.outcome === "timeout") - Number(a.outcome === "timeout")),
  ];
  const told = [];
  for (const order of orders) {
    rig.deps.setNow(START);
    const monitorId = await rig.addMonitor(REGIONS);
    // All of them are expected, so that what has not come yet is waited for.
    const waiting = story.map(({ region, at }) => ({ region, scheduledAt: at }));
    await rig.database.db.monitorState.update({
      where: { monitorId },
      data: {
        memory: {
          at: START - 1,
          raw: "unknown",
          shown: "unknown",
          flips: [],
          round: { at: START, asked: waiting },
        },
      },
    });
    rig.deps.setNow(START + 800);
    for (const report of order) await send({ ...report, monitorIds: [monitorId] });
    await rig.pass(START + 2_000);
    await rig.pass(START + 4_000);
    const steps = await transitions([monitorId]);
    told.push(steps.map(({ monitor_id: _id, ...step }) => step));
  }
  expect(told[0]).toMatchObject([{ to: "up" }, { to: "down" }]);
  for (const other of told.slice(1)) expect(other).toEqual(told[0]);
});
