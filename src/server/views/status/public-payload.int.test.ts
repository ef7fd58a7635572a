import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findPageGate } from "#server/store/status-snapshot-store.ts";
import { aStatusPost } from "#testing/a-status-page.ts";
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

test("certificates and domains of components end when the probes say so", async () => {
  const monitorId = await rig.addMonitor(PUBLIC_REGIONS, { policy: STRICT });
  const [first, second, domain] = [
    "2027-03-01T00:00:00.000Z",
    "2027-02-01T00:00:00.000Z",
    "2028-01-01T00:00:00.000Z",
  ];
  for (const [region, key, value] of [
    ["us", "certificateExpiresAt", first],
    ["eu", "certificateExpiresAt", second],
    ["eu", "domainExpiresAt", domain],
    ["us", "certificateIssuer", "Secret CA"],
  ] as const) {
    await rig.rows(
      "INSERT INTO finding (monitor_id, region_id, key, value, seen_at) VALUES ($1, $2, $3, $4, to_timestamp($5 / 1000.0))",
      [monitorId, rig.regionIdOf(region), key, value, SNAPSHOT_START - 1_000],
    );
  }
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId] }] });
  const { snapshot } = await snapshots.build(page.slug);
  const componentId = page.components.API;
  expect(componentOf(snapshot, "API").certificateEndsAt).toBe(Date.parse(second));
  expect(snapshot.expiries).toEqual([
    { componentId, name: "API", what: "certificate", at: Date.parse(second) },
    { componentId, name: "API", what: "domain", at: Date.parse(domain) },
  ]);
});

test("published posts make a component worse; drafts, later ones and other pages' are not there", async () => {
  const monitorId = await rig.addMonitor(["eu"], { policy: STRICT });
  await rig.see({ monitorId, region: "eu", at: seconds(0) });
  const page = await snapshots.addPage({
    components: [
      { name: "API", monitorIds: [monitorId] },
      { name: "Web", monitorIds: [monitorId] },
    ],
  });
  const other = await snapshots.addPage({});
  const { db } = rig.database;
  const api = [{ id: page.components.API ?? "", impact: "degraded" as const }];
  const open = await aStatusPost(db, {
    pageId: page.id,
    title: "Slow",
    startsAt: seconds(0),
    components: api,
  });
  await aStatusPost(db, {
    pageId: page.id,
    title: "Draft",
    startsAt: seconds(0),
    publishedAt: null,
    components: [{ ...api[0], impact: "major_outage" } as never],
  });
  await aStatusPost(db, {
    pageId: page.id,
    title: "Later",
    startsAt: seconds(0),
    publishedAt: seconds(900),
    components: api,
  });
  await aStatusPost(db, { pageId: other.id, title: "Elsewhere", startsAt: seconds(0) });
  const over = await aStatusPost(db, {
    pageId: page.id,
    title: "Over",
    startsAt: SNAPSHOT_START - DAY_MS,
    endsAt: SNAPSHOT_START - DAY_MS / 2,
    state: "resolved",
    components: [{ id: page.components.Web ?? "", impact: "major_outage" }],
  });
  await aStatusPost(db, {
    pageId: page.id,
    title: "Long ago",
    startsAt: SNAPSHOT_START - 100 * DAY_MS,
    endsAt: SNAPSHOT_START - 99 * DAY_MS,
    state: "resolved",
  });
  const planned = await aStatusPost(db, {
    pageId: page.id,
    kind: "maintenance",
    state: "scheduled",
    title: "Planned",
    startsAt: seconds(3_600),
    endsAt: seconds(7_200),
    publishedAt: SNAPSHOT_START,
    components: [{ id: page.components.Web ?? "", impact: "maintenance" }],
  });
  rig.deps.setNow(seconds(60));
  const { snapshot } = await snapshots.build(page.slug);
  expect(snapshot.incidents.map(({ id }) => id)).toEqual([open]);
  expect(snapshot.incidents[0]).toMatchObject({
    title: "Slow",
    components: [{ id: page.components.API, name: "API", impact: "degraded" }],
    updates: [{ at: seconds(0), state: "investigating", body: "We look into it." }],
  });
  expect(snapshot.maintenance.map(({ id }) => id)).toEqual([planned]);
  expect(snapshot.history.map(({ id }) => id)).toEqual([over]);
  expect(componentOf(snapshot, "API")).toMatchObject({ state: "degraded", since: seconds(0) });
  expect(componentOf(snapshot, "Web").state).toBe("operational");
  expect(componentOf(snapshot, "API").days?.at(-1)?.postIds).toEqual([open]);
  expect(
    componentOf(snapshot, "Web")
      .days?.slice(-2)
      .map(({ postIds }) => postIds),
  ).toEqual([[over], [over]]);
});

test("what a component does not show is not in the payload", async () => {
  const monitorId = await rig.addMonitor(["eu"], { policy: STRICT });
  const show = { bars: false, uptime: false, chart: false, regions: false };
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId], show }] });
  const { snapshot } = await snapshots.build(page.slug);
  expect(componentOf(snapshot, "API")).toMatchObject({
    days: null,
    uptime: null,
    latency: null,
    regions: null,
    p95Ms: null,
  });
});

test("nothing of monitors, private locations, drafts or people is in the payload", async () => {
  const monitorId = await rig.addMonitor(PUBLIC_REGIONS, {
    policy: STRICT,
    tags: ["canary-tag"],
    host: "canary-host.internal",
  });
  await rig.rows(
    `UPDATE monitor SET name = 'canary-name', target = 'https://canary-host.internal/canary-path',
       "check" = jsonb_set("check", '{url}', '"https://canary-host.internal/canary-path"') WHERE id = $1`,
    [monitorId],
  );
  const [{ id: regionId }] = await rig.rows(
    `INSERT INTO region (code, name, runtime, workspace_id, last_seen_at)
     VALUES ('canary-code', 'canary-location', 'agent', $1, now()) RETURNING id`,
    [rig.workspaceId],
  );
  await rig.rows(
    `INSERT INTO assignment (monitor_id, region_id, interval_ms, offset_ms, config_version, from_at)
     SELECT monitor_id, $2, interval_ms, offset_ms, config_version, from_at FROM assignment WHERE monitor_id = $1 LIMIT 1`,
    [monitorId, regionId],
  );
  await rig.rows(
    `INSERT INTO monitor_region_state (monitor_id, region_id, scheduled_at, outcome, total_us, vote)
     VALUES ($1, $2, to_timestamp($3 / 1000.0), 1, 1, true)`,
    [monitorId, regionId, SNAPSHOT_START],
  );
  await snapshots.seeAll(monitorId, seconds(5), "refused");
  await rig.confirm(() => "refused");
  await rig.rows("UPDATE monitor_state SET reason = 'canary-reason'");
  await rig.rows("UPDATE transition SET reason = 'canary-reason'");
  await rig.rows(
    "UPDATE incident SET cause = 'canary-cause', title = 'canary-incident', post_mortem = 'canary-internal'",
  );
  await rig.rows(
    "INSERT INTO advisory (id, monitor_id, region_id, from_at, reason) VALUES (gen_random_uuid(), $1, $2, to_timestamp($3 / 1000.0), 'canary-advisory')",
    [monitorId, regionId, SNAPSHOT_START],
  );
  await rig.rows(
    "INSERT INTO finding (monitor_id, region_id, key, value, seen_at) VALUES ($1, $2, 'certificateIssuer', 'canary-ca', to_timestamp($3 / 1000.0))",
    [monitorId, regionId, SNAPSHOT_START],
  );
  const page = await snapshots.addPage({
    components: [
      {
        name: "API",
        monitorIds: [monitorId],
        show: { bars: true, uptime: true, chart: true, regions: true },
      },
    ],
  });
  const { db } = rig.database;
  await aStatusPost(db, {
    pageId: page.id,
    title: "canary-draft",
    startsAt: seconds(0),
    publishedAt: null,
    body: "canary-body",
  });
  const postId = await aStatusPost(db, { pageId: page.id, title: "Outage", startsAt: seconds(0) });
  await rig.rows(
    "UPDATE status_post SET created_by = 'canary@example.com', incident_id = (SELECT id FROM incident LIMIT 1) WHERE id = $1",
    [postId],
  );
  await rig.rows("UPDATE status_page SET password_hash = 'canary-hash'");
  rig.deps.setNow(seconds(10));
  const { snapshot } = await snapshots.build(page.slug);
  const [{ public_id: publicId }] = await rig.rows("SELECT public_id FROM monitor WHERE id = $1", [
    monitorId,
  ]);
  const [{ id: incidentId }] = await rig.rows("SELECT id FROM incident LIMIT 1");
  const text = JSON.stringify(snapshot);
  await rig.rows("DELETE FROM monitor_region_state WHERE region_id = $1", [regionId]);
  await rig.rows("DELETE FROM region WHERE id = $1", [regionId]);
  expect(text).not.toMatch(/canary/i);
  for (const secret of [publicId, incidentId, rig.workspaceId, page.id]) expect(text).not.toContain(secret);
  expect(componentOf(snapshot, "API").regions?.map(({ code }) => code)).toEqual([...PUBLIC_REGIONS]);
});

test("the version of a snapshot moves with what is in it and with the minute, and with nothing else", async () => {
  const monitorId = await rig.addMonitor(["eu"], { policy: STRICT });
  const minute = Math.ceil(SNAPSHOT_START / 60_000) * 60_000;
  await rig.see({ monitorId, region: "eu", at: minute - 5_000 });
  const page = await snapshots.addPage({ components: [{ name: "API", monitorIds: [monitorId] }] });
  rig.deps.setNow(minute + 1_000);
  const first = await snapshots.build(page.slug);
  rig.deps.setNow(minute + 30_000);
  expect((await snapshots.build(page.slug, { past: first.past })).etag).toBe(first.etag);
  await aStatusPost(rig.database.db, { pageId: page.id, startsAt: minute });
  const second = await snapshots.build(page.slug);
  expect(second.etag).not.toBe(first.etag);
  rig.deps.setNow(minute + 61_000);
  expect((await snapshots.build(page.slug)).etag).not.toBe(second.etag);
});

test("a proven domain is the page's address, and one that is not proven is not", async () => {
  const page = await snapshots.addPage({ domain: "status.acme.example" });
  expect((await snapshots.build(page.slug)).snapshot.page.url).toBe("https://status.acme.example");
  expect(
    await findPageGate(rig.database.pool, { kind: "domain", domain: "status.acme.example" }),
  ).toMatchObject({ slug: page.slug });
  await rig.rows("UPDATE status_domain SET verified_at = NULL");
  expect((await snapshots.build(page.slug)).snapshot.page.url).toBe(
    `https://uptick.example/status/${page.slug}`,
  );
  expect(await findPageGate(rig.database.pool, { kind: "domain", domain: "status.acme.example" })).toBeNull();
});
