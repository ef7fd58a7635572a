import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OutageRig } from "#testing/outage-rig.ts";
import { componentOf, PUBLIC_REGIONS, SNAPSHOT_START, SnapshotRig } from "#testing/snapshot-rig.ts";

const DAY_MS = 86_400_000;
const STRICT = { failuresInARow: 1, flapping: null };
let snapshots: SnapshotRig;
let rig: OutageRig;

beforeAll(async () => {
  snapshots = await SnapshotRig.open();
  rig = snapshots.outage;
});
afterAll(() => rig.close());
beforeEach(() => snapshots.reset());

const seconds = (count: number) => SNAPSHOT_START + count * 1_000;

test("a page that is well says so of each region, day and section", async () => {
  const monitorId = await rig.addMonitor(PUBLIC_REGIONS, { policy: STRICT });
  await snapshots.seeAll(monitorId, seconds(10));
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId] }] });
  rig.deps.setNow(seconds(15));
  const { snapshot } = await snapshots.build(page.slug);
  expect(snapshot).toMatchObject({
    page: {
      slug: page.slug,
      url: `https://uptick.example/status/${page.slug}`,
      isPrivate: false,
      assets: {},
    },
    state: "operational",
    generatedAt: seconds(15),
    judgedAt: seconds(15),
    delayedSince: null,
    incidents: [],
    history: [],
  });
  const api = componentOf(snapshot, "API");
  expect(api.state).toBe("operational");
  expect(api.regions).toEqual([
    { code: "us", name: "us", state: "up" },
    { code: "eu", name: "eu", state: "up" },
    { code: "ap-south", name: "Mumbai", state: "up" },
  ]);
  expect(api.days).toHaveLength(90);
  expect(snapshot.sections[0]).toMatchObject({ name: "Services", state: "operational" });
});

test("a build is six statements at most, however many components, and two while nothing has changed", async () => {
  const monitorIds: number[] = [];
  for (let index = 0; index < 12; index += 1)
    monitorIds.push(await rig.addMonitor(["eu"], { policy: STRICT }));
  const components = monitorIds.map((id) => ({ name: `C${id}`, monitorIds: [id], show: { chart: true } }));
  const page = await snapshots.addPage({ components });
  const { past } = await snapshots.build(page.slug);
  expect(snapshots.statements).toHaveLength(6);
  rig.deps.setNow(seconds(30));
  await snapshots.build(page.slug, { past });
  expect(snapshots.statements).toEqual(["find-stored-page", "list-status-facts"]);
  await rig.see({ monitorId: monitorIds[0] ?? 0, region: "eu", at: seconds(31) });
  await snapshots.build(page.slug, { past });
  expect(snapshots.statements).toHaveLength(6);
});

test("what only one region sees is said of that region", async () => {
  const monitorId = await rig.addMonitor(PUBLIC_REGIONS, { policy: STRICT });
  await snapshots.seeAll(monitorId, seconds(10));
  await rig.see({ monitorId, region: "ap-south", at: seconds(20), outcome: "timeout" });
  await rig.confirm((region) => (region === "ap-south" ? "timeout" : "ok"));
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId] }] });
  rig.deps.setNow(seconds(25));
  await rig.pass(seconds(25));
  const { snapshot } = await snapshots.build(page.slug);
  const api = componentOf(snapshot, "API");
  expect((await rig.stateOf(monitorId)).verdict).toBe("up");
  expect(api.state).toBe("partial_outage");
  expect(api.since).toBeLessThanOrEqual(seconds(21));
  expect(api.regions?.map(({ code, state }) => [code, state])).toEqual([
    ["us", "up"],
    ["eu", "up"],
    ["ap-south", "down"],
  ]);
});

test("slow from one region only is slow there, and the component is operational", async () => {
  const slowRules = [{ phase: "total" as const, limit: { kind: "absolute" as const, ms: 10 } }];
  const monitorId = await rig.addMonitor(PUBLIC_REGIONS, {
    policy: { ...STRICT, failuresInARow: 2, slowRules },
  });
  await snapshots.seeAll(monitorId, seconds(10));
  await rig.rows("UPDATE monitor_region_state SET total_us = 5000");
  await rig.rows("UPDATE tick SET total_us = 5000");
  await rig.rows("UPDATE monitor_state SET verdict = 'up', raw = 'up', slow_us = 10000");
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId] }] });
  const states = async () =>
    componentOf((await snapshots.build(page.slug)).snapshot, "API").regions?.map(({ state }) => state);
  expect(await states()).toEqual(["up", "up", "up"]);
  const slowNow = async (at: number) => {
    const regionId = rig.regionIdOf("ap-south");
    await rig.rows(
      "UPDATE monitor_region_state SET total_us = 900000, scheduled_at = to_timestamp($1 / 1000.0) WHERE region_id = $2",
      [at, regionId],
    );
    await rig.rows(
      `INSERT INTO tick SELECT (jsonb_populate_record(t, jsonb_build_object('scheduled_at', to_timestamp($1 / 1000.0), 'total_us', 900000))).*
       FROM tick t WHERE region_id = $2 ORDER BY scheduled_at DESC LIMIT 1`,
      [at, regionId],
    );
  };
  await slowNow(seconds(20));
  rig.deps.setNow(seconds(21));
  expect(await states()).toEqual(["up", "up", "up"]);
  await slowNow(seconds(30));
  rig.deps.setNow(seconds(31));
  expect(await states()).toEqual(["up", "up", "slow"]);
  expect(componentOf((await snapshots.build(page.slug)).snapshot, "API").state).toBe("operational");
});

test("an outage is one of today, and so is its uptime; a sick region says nothing", async () => {
  const monitorId = await rig.addMonitor(PUBLIC_REGIONS, { policy: STRICT });
  await snapshots.seeAll(monitorId, seconds(0));
  await snapshots.seeAll(monitorId, seconds(600), "refused");
  await rig.confirm(() => "refused");
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId] }] });
  rig.deps.setNow(seconds(1200));
  await rig.rows("UPDATE region SET healthy = false WHERE code = 'eu'");
  await rig.rows("UPDATE monitor_region_state SET scheduled_at = to_timestamp($1 / 1000.0)", [seconds(1190)]);
  const { snapshot } = await snapshots.build(page.slug);
  const api = componentOf(snapshot, "API");
  expect(api).toMatchObject({ state: "major_outage" });
  expect(api.regions?.map(({ state }) => state)).toEqual(["down", "unknown", "down"]);
  const today = api.days?.at(-1);
  expect(today?.downMs).toBeGreaterThan(590_000);
  expect(today?.downMs).toBeLessThanOrEqual(600_000);
  expect(api.uptime?.ratio).toBeCloseTo(0.5, 1);
  expect(snapshot.state).toBe("major_outage");
});

test("figures of days and hours come from the rollups, by public regions alone", async () => {
  const monitorId = await rig.addMonitor(["eu"], { policy: STRICT });
  await rig.rows(
    `INSERT INTO rollup_day (monitor_id, region_id, day, expected, ticks, ok, failed, internal, sum_us, sketch_keys, sketch_counts)
     VALUES ($1, $2, to_timestamp($3 / 1000.0)::date, 100, 90, 80, 10, 0, 0, '{}', '{}')`,
    [monitorId, rig.regionIdOf("eu"), SNAPSHOT_START],
  );
  const [{ id: secret }] = await rig.rows(
    "INSERT INTO region (code, name, runtime, workspace_id) VALUES ('secret-dc', 'Secret DC', 'agent', $1) RETURNING id",
    [rig.workspaceId],
  );
  const hour = Math.floor(SNAPSHOT_START / 3_600_000) * 3_600_000;
  for (const [region, key] of [
    [rig.regionIdOf("eu"), 465],
    [secret, 700],
  ]) {
    await rig.rows(
      `INSERT INTO rollup_hour (monitor_id, region_id, hour, expected, ticks, ok, failed, internal, sum_us, sketch_keys, sketch_counts)
       VALUES ($1, $2, to_timestamp($3 / 1000.0), 10, 10, 10, 0, 0, 0, ARRAY[$4]::smallint[], '{10}')`,
      [monitorId, region, hour, key],
    );
  }
  const page = await snapshots.addPage({
    components: [{ name: "API", monitorIds: [monitorId], show: { chart: true } }],
  });
  const { snapshot } = await snapshots.build(page.slug);
  await rig.rows("DELETE FROM region WHERE code = 'secret-dc'");
  const api = componentOf(snapshot, "API");
  expect(api.days?.at(-1)).toMatchObject({ coverage: 0.9 });
  expect(api.latency).toMatchObject({ fromMs: hour - 23 * 3_600_000, stepMs: 3_600_000 });
  expect(api.latency?.p50Ms).toHaveLength(24);
  expect(api.latency?.p50Ms.slice(0, 23).every((ms) => ms === null)).toBe(true);
  expect(api.latency?.p95Ms.at(-1)).toBeCloseTo(9.9, 0);
  expect(api.p95Ms).toBeCloseTo(9.9, 0);
});

test("maintenance windows count neither as up nor as down", async () => {
  const monitorId = await rig.addMonitor(["eu"], { policy: STRICT });
  await rig.see({ monitorId, region: "eu", at: seconds(0) });
  await rig.rows(
    `WITH w AS (
       INSERT INTO maintenance (id, workspace_id, name, timing, everything, updated_at)
       VALUES (gen_random_uuid(), $1, 'Secret project', '{}', true, now()) RETURNING id
     ) INSERT INTO maintenance_occurrence (id, maintenance_id, starts_at, ends_at)
     SELECT gen_random_uuid(), id, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0) FROM w`,
    [rig.workspaceId, seconds(60), seconds(360)],
  );
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId] }] });
  rig.deps.setNow(seconds(1_200));
  const { snapshot } = await snapshots.build(page.slug);
  expect(componentOf(snapshot, "API").days?.at(-1)).toMatchObject({ maintenanceMs: 300_000, downMs: 0 });
  expect(componentOf(snapshot, "API").uptime).toMatchObject({ ratio: 1, maintenanceMs: 300_000 });
  expect(JSON.stringify(snapshot)).not.toContain("Secret project");
});

test("while nothing is judged nothing is claimed, and since when is said", async () => {
  const monitorId = await rig.addMonitor(["eu"], { policy: STRICT });
  await rig.see({ monitorId, region: "eu", at: seconds(0) });
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId] }] });
  rig.deps.setNow(seconds(10));
  const well = await snapshots.build(page.slug);
  expect(well.snapshot).toMatchObject({ state: "operational", delayedSince: null });
  rig.deps.setNow(seconds(140));
  const behind = await snapshots.build(page.slug, { clockAt: seconds(10) });
  expect(behind.snapshot).toMatchObject({
    state: "unknown",
    delayedSince: seconds(10),
    judgedAt: seconds(10),
  });
  expect(componentOf(behind.snapshot, "API")).toMatchObject({
    state: "unknown",
    since: seconds(10),
    regions: [{ state: "unknown" }],
  });
  await rig.rows("UPDATE monitor SET grid_from = to_timestamp($1 / 1000.0)", [SNAPSHOT_START - DAY_MS]);
  rig.deps.setNow(seconds(600));
  const silent = await snapshots.build(page.slug);
  expect(silent.snapshot).toMatchObject({ state: "unknown", delayedSince: seconds(0) });
});

test("a paused monitor is unknown, and one that was deleted is no part of its component", async () => {
  const [paused, deleted] = [await rig.addMonitor(["eu"], { policy: STRICT }), await rig.addMonitor(["eu"])];
  await rig.see({ monitorId: paused, region: "eu", at: seconds(0) });
  const page = await snapshots.addPage({
    components: [
      { name: "Paused", monitorIds: [paused] },
      { name: "Deleted", monitorIds: [deleted] },
    ],
  });
  await rig.rows("UPDATE monitor SET paused_at = to_timestamp($1 / 1000.0) WHERE id = $2", [
    seconds(5),
    paused,
  ]);
  await rig.rows("DELETE FROM monitor WHERE id = $1", [deleted]);
  rig.deps.setNow(seconds(6));
  const { snapshot } = await snapshots.build(page.slug);
  expect(componentOf(snapshot, "Paused")).toMatchObject({
    state: "unknown",
    since: seconds(5),
    regions: null,
  });
  expect(componentOf(snapshot, "Deleted")).toMatchObject({ state: "unknown", regions: null, uptime: null });
});
