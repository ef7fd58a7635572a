import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aStatusPage } from "#testing/a-status-page.ts";
import { aChannel, aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { anIncident } from "#testing/incident-builders.ts";

const nowMs = Date.UTC(2026, 10, 21, 12);
let dashboard: Dashboard;
let regionId: number;
let viewer: Awaited<ReturnType<Dashboard["member"]>>;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  viewer = await dashboard.member({ role: "viewer" });
});

const monitorNamed = (name: string, tags: string[] = []) =>
  aMonitor(dashboard.deps.db, {
    workspaceId: viewer.workspaceId,
    regionIds: [regionId],
    fromMs: nowMs,
    name,
    tags,
  });
async function find(search: string, as = viewer) {
  const hits = await (await dashboard.caller(as)).palette.search({ search });
  return hits.map(({ kind, title }) => `${kind}: ${title}`);
}

test("each word must occur, in whatever order; what begins so comes first", async () => {
  await monitorNamed("Old checkout");
  await monitorNamed("Checkout in Berlin");
  await monitorNamed("Blog");
  expect(await find("CHECK")).toEqual(["monitor: Checkout in Berlin", "monitor: Old checkout"]);
  expect(await find("berlin check")).toEqual(["monitor: Checkout in Berlin"]);
});

test("% and _ are looked for as they are", async () => {
  await monitorNamed("100% of it");
  await monitorNamed("100 of it");
  expect(await find("100%")).toEqual(["monitor: 100% of it"]);
  expect(await find("_")).toEqual([]);
});

test("incidents, channels and monitors are found together, six of each at most", async () => {
  const { db } = dashboard.deps;
  const { workspaceId } = viewer;
  for (let number = 0; number < 8; number += 1) await monitorNamed(`Payments ${number}`);
  await anIncident(db, { workspaceId, monitorId: null, title: "Payments fail", openedAt: new Date(nowMs) });
  await aChannel(db, { workspaceId, name: "Payments team" });
  const found = await find("payments");
  expect(found.filter((hit) => hit.startsWith("monitor"))).toHaveLength(6);
  expect(found).toContain("incident: Payments fail");
  expect(found).toContain("channel: Payments team");
});

test("another workspace has nothing to find", async () => {
  await monitorNamed("Secret");
  await aChannel(dashboard.deps.db, { workspaceId: viewer.workspaceId, name: "Secret" });
  expect(await find("secret", await dashboard.member({ role: "owner" }))).toEqual([]);
});

test("who is restricted to tags finds only what has one of them", async () => {
  const { db } = dashboard.deps;
  const { workspaceId } = viewer;
  const shop = await monitorNamed("Shop web", ["shop"]);
  const bank = await monitorNamed("Bank web", ["bank"]);
  for (const { id } of [shop, bank]) {
    await anIncident(db, { workspaceId, monitorId: id, openedAt: new Date(nowMs) });
  }
  await anIncident(db, { workspaceId, monitorId: null, title: "web by hand", openedAt: new Date(nowMs) });
  await db.member.updateMany({ where: { workspaceId }, data: { tags: ["shop"] } });
  expect(await find("web")).toEqual(["monitor: Shop web", "incident: web by hand", "incident: Shop web"]);
});

test("people are for those who look after them", async () => {
  const { email } = await dashboard.deps.db.user.findUniqueOrThrow({ where: { id: viewer.userId } });
  expect(await find(email)).toEqual([]);
  await dashboard.deps.db.member.updateMany({
    where: { workspaceId: viewer.workspaceId },
    data: { role: "admin" },
  });
  expect(await find(email)).toHaveLength(1);
});

test("status pages are found by their title and by their address, also by whoever is held to tags", async () => {
  const { id, slug } = await aStatusPage(dashboard.deps.db, {
    workspaceId: viewer.workspaceId,
  });
  const where = { userId: viewer.userId };
  await dashboard.deps.db.member.updateMany({ where, data: { tags: ["shop"] } });
  const reader = await dashboard.caller(viewer);
  for (const search of ["acm", slug]) {
    expect(await reader.palette.search({ search })).toEqual([
      { kind: "statusPage", id, title: "Acme Cloud", note: slug, state: "published" },
    ]);
  }
});
