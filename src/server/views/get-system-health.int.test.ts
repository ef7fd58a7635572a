import { afterAll, beforeAll, expect, test } from "vitest";
import { GapReason } from "#contracts/tick.ts";
import { ensureDays } from "#server/store/partition-store.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";

const HOUR_MS = 3_600_000;
let dashboard: Dashboard;
let regionId: number;

beforeAll(async () => {
  dashboard = await createDashboard();
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());

test("checks a minute, gaps by reason, faults and waiting messages are those of the last day and of the caller", async () => {
  const { db, sql } = dashboard.deps;
  const member = await dashboard.member({ role: "owner" });
  const owner = await dashboard.caller(member);
  const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
  const input = { check: aCheck(), intervalSec: 20, timeoutMs: 5_000, regions: ["aa-1"] };
  const { id } = await owner.monitor.create({ ...input, name: "Shop", tags: ["shop"] });
  const monitor = await db.monitor.findUniqueOrThrow({ where: { publicId: id } });
  const now = Date.now();
  const addGap = (at: number, reason: GapReason) =>
    sql.query(
      "INSERT INTO gap (monitor_id, region_id, scheduled_at, reason) VALUES ($1, $2, to_timestamp($3 / 1000.0), $4)",
      [monitor.id, regionId, at, GapReason.options.indexOf(reason)],
    );
  // In the first hour of a day, 25 hours ago is the day before yesterday.
  await ensureDays(sql, { fromMs: now - 25 * HOUR_MS, toMs: now });
  await addGap(now - HOUR_MS, "late");
  await addGap(now - 2 * HOUR_MS, "late");
  await addGap(now - 3 * HOUR_MS, "lost");
  await addGap(now - 25 * HOUR_MS, "lost");
  await db.regionFault.create({
    data: { regionId, kind: "control", fromAt: new Date(now - HOUR_MS), reason: "None answered." },
  });

  expect(await owner.system.health()).toMatchObject({
    hours: 24,
    regions: [{ code: "aa-1", plannedPerMin: 3, donePerMin: null }],
    gaps: [
      { region: "aa-1", reason: "late", count: 2 },
      { region: "aa-1", reason: "lost", count: 1 },
    ],
    faults: [{ region: "aa-1", kind: "control", reason: "None answered.", toAt: null }],
    outbox: { waiting: 0, sinceAt: null },
  });
  expect(await stranger.system.health()).toMatchObject({ regions: [{ plannedPerMin: 0 }], gaps: [] });

  const editor = await dashboard.member({ role: "editor", workspaceId: member.workspaceId });
  await db.member.updateMany({ where: { userId: editor.userId }, data: { tags: ["other"] } });
  const restricted = await dashboard.caller(editor);
  expect(await restricted.system.health()).toMatchObject({ regions: [{ plannedPerMin: 0 }], gaps: [] });

  await owner.monitor.pause({ id });
  expect((await owner.system.health()).regions).toMatchObject([{ plannedPerMin: 0 }]);
});
