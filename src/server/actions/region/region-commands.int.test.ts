import { afterAll, beforeAll, expect, test } from "vitest";
import { recordBeat, recordHello } from "#server/store/probe-store.ts";
import { findRegionByToken } from "#server/store/region-credential-store.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
let owner: DashboardCaller;
let viewer: DashboardCaller;
let stranger: DashboardCaller;

beforeAll(async () => {
  dashboard = await createDashboard();
  await aRegion(dashboard.deps.db, "eu");
  const member = await dashboard.member({ role: "owner" });
  owner = await dashboard.caller(member);
  viewer = await dashboard.caller(
    await dashboard.member({ role: "viewer", workspaceId: member.workspaceId }),
  );
  stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
});
afterAll(() => dashboard.close());

const bearerOf = (token: string) => findRegionByToken(dashboard.deps.sql, token);
const monitor = (regions: string[], name = "Intranet") => ({
  name,
  check: aCheck(),
  intervalSec: 60,
  timeoutMs: 5_000,
  regions,
  tags: [],
});

test("a location is its workspace's own, and others have no such region", async () => {
  const { code, token } = await owner.region.create({ name: "Factory Süd" });
  expect(code).toMatch(/^factory-su-d-[0-9a-f]{8}$/);
  expect(await bearerOf(token)).toMatchObject({ code, runtime: "agent", enabled: true });
  expect((await viewer.region.list()).map((region) => [region.code, region.isPrivate])).toEqual([
    ["eu", false],
    [code, true],
  ]);
  expect((await stranger.region.list()).map((region) => region.code)).toEqual(["eu"]);
  expect((await stranger.region.locations()).locations).toEqual([]);
  expect((await stranger.system.overview()).regions.map((region) => region.code)).toEqual(["eu"]);
  await expect(stranger.monitor.create(monitor([code]))).rejects.toThrow(
    `The region ${code} cannot be used.`,
  );
  await expect(stranger.monitor.test({ check: aCheck(), timeoutMs: 5_000, regions: [code] })).rejects.toThrow(
    `The region ${code} cannot be used.`,
  );
});

test("two locations of a workspace have two names", async () => {
  await owner.region.create({ name: "Berlin" });
  const { code } = await owner.region.create({ name: "Bern" });
  await expect(owner.region.create({ name: "Berlin" })).rejects.toThrow("with this name");
  await expect(owner.region.rename({ code, name: "Berlin" })).rejects.toThrow("with this name");
  await owner.region.rename({ code, name: "Bern" });
  await stranger.region.create({ name: "Berlin" });
});

test("a new token ends the old one", async () => {
  const { code, token } = await owner.region.create({ name: "Rotated" });
  const next = await owner.region.rotateToken({ code });
  expect(await bearerOf(token)).toBeNull();
  expect(await bearerOf(next.token)).toMatchObject({ code });
});

test("what its agents say is shown, and decides what can be checked from there", async () => {
  const { code, token } = await owner.region.create({ name: "Seen" });
  const { id: regionId } = (await bearerOf(token)) ?? { id: 0 };
  const nowMs = Date.now();
  const hello = { instance: "host-1", version: "1.2.3", runtime: "agent" as const, kinds: ["http", "ping"] };
  await recordHello(dashboard.deps.sql, { regionId, hello, nowMs });
  const load = { inFlight: 3, queued: 4, pendingEntries: 0, lagMs: 12, spooled: 0, rssBytes: 5_000_000 };
  const beat = { ...hello, ...load, regionHealthy: true, since: null };
  await recordBeat(dashboard.deps.sql, { regionId, beat, nowMs });
  const { locations } = await viewer.region.locations();
  expect(locations.find((location) => location.code === code)).toMatchObject({
    standing: "reporting",
    lastSeenAt: nowMs,
    kinds: ["http", "ping"],
    agents: [{ instance: "host-1", version: "1.2.3", isLive: true, inFlight: 3, queued: 4, lagMs: 12 }],
  });

  const tcp = { kind: "tcp" as const, host: "10.0.0.7", port: 5432 };
  const refused = owner.monitor.create({ ...monitor([code]), check: tcp } as never);
  await expect(refused).rejects.toThrow("Seen: No tcp check can be made from here.");
  await owner.monitor.create(monitor([code]));
});

test("a region that has lost a kind stays with the monitors that it has, until their check is changed", async () => {
  const { code, token } = await owner.region.create({ name: "Weaker" });
  const { id: regionId } = (await bearerOf(token)) ?? { id: 0 };
  const { id } = await owner.monitor.create(monitor([code], "Kept"));
  const hello = { instance: "a", version: "1", runtime: "agent" as const, kinds: ["tcp"] };
  await recordHello(dashboard.deps.sql, { regionId, hello, nowMs: Date.now() });
  await owner.monitor.update({ id, input: { ...monitor([code]), name: "Renamed" } });
  const other = { ...monitor([code]), check: aCheck({ url: "http://10.0.0.1/" }) };
  await expect(owner.monitor.update({ id, input: other })).rejects.toThrow("Weaker: No http check");
});

test("a location that is off takes no new monitors until it is on again", async () => {
  const { code } = await owner.region.create({ name: "Paused" });
  await owner.region.enable({ code, enabled: false });
  await owner.region.enable({ code, enabled: false });
  await expect(owner.monitor.create(monitor([code]))).rejects.toThrow("cannot be used");
  await owner.region.enable({ code, enabled: true });
  await owner.monitor.create(monitor([code]));
});

test("a location in use is deleted when that is confirmed, and never the only one of a monitor", async () => {
  const { code, token } = await owner.region.create({ name: "Closing" });
  const only = await owner.monitor.create(monitor([code], "Only here"));
  const both = await owner.monitor.create(monitor([code, "eu"], "Also elsewhere"));
  await expect(owner.region.delete({ code, removeFromMonitors: true })).rejects.toThrow(
    "1 monitor is checked from nowhere else: Only here.",
  );
  await owner.monitor.delete({ id: only.id });
  await expect(owner.region.delete({ code })).rejects.toThrow(
    "1 monitor is checked from here: Also elsewhere.",
  );
  expect(await bearerOf(token)).not.toBeNull();

  await owner.region.delete({ code, removeFromMonitors: true });
  expect(await bearerOf(token)).toBeNull();
  expect((await owner.region.list()).map((region) => region.code)).not.toContain(code);
  expect((await owner.monitor.get({ id: both.id })).input.regions).toEqual(["eu"]);
  await expect(owner.region.delete({ code })).rejects.toThrow("no such private location");
});

test("what is everybody's is nobody's to change", async () => {
  await expect(owner.region.rotateToken({ code: "eu" })).rejects.toThrow("no such private location");
  await expect(owner.region.delete({ code: "eu" })).rejects.toThrow("no such private location");
});

test("each command leaves its entry, without the token", async () => {
  const { code, token } = await owner.region.create({ name: "Audited" });
  await owner.region.rename({ code, name: "Audited 2" });
  await owner.region.rotateToken({ code });
  await owner.region.enable({ code, enabled: false });
  await owner.region.delete({ code });
  const rows = await dashboard.deps.db.auditEntry.findMany({
    where: { subject: code },
    orderBy: { createdAt: "asc" },
  });
  expect(rows.map(({ action }) => action).sort()).toEqual([
    "region.create",
    "region.delete",
    "region.disable",
    "region.rename",
    "region.rotate_token",
  ]);
  expect(
    JSON.stringify(rows, (_key, value) => (typeof value === "bigint" ? `${value}` : value)),
  ).not.toContain(token.slice(-20));
});
