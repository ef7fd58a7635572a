import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { MaintenanceInput } from "#contracts/maintenance.ts";
import type { AutoPosts } from "#contracts/status-page.ts";
import { planMaintenance } from "#server/pipeline/maintenance/plan-maintenance.ts";
import { aStatusPage, type MadeStatusPage } from "#testing/a-status-page.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { followMaintenance } from "./follow-maintenance.ts";
import { forgetOldDrafts, movePosts } from "./move-posts.ts";

const START = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const HOUR = 3_600_000;

let dashboard: Dashboard;
let editor: DashboardCaller;
let workspaceId: string;
let regionId: number;
let shop: { id: number; publicId: string };
let page: MadeStatusPage;
let deps: TestDeps;
let nowMs: number;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  nowMs = START;
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId } = member);
  editor = await dashboard.caller(member);
  deps = createTestDeps(dashboard.database, createMemoryStream(), START);
  await dashboard.database.pool.query("TRUNCATE status_page, maintenance CASCADE");
  shop = await aMonitor(dashboard.deps.db, { workspaceId, regionIds: [regionId], fromMs: START });
  page = await makePage("publish");
});

const makePage = (autoPosts: AutoPosts) =>
  aStatusPage(dashboard.deps.db, {
    workspaceId,
    autoPosts,
    components: [{ name: "Checkout", monitorIds: [shop.id] }],
  });
const once = (fromHour: number, toHour: number): MaintenanceInput => ({
  name: "internal name",
  timing: { kind: "once", startsAt: START + fromHour * HOUR, endsAt: START + toHour * HOUR },
  scope: { everything: false, monitorIds: [shop.publicId], tags: [] },
});
/** Two runners of both stages at once, then one more, which finds nothing left to do. */
async function follow(laterMs: number): Promise<void> {
  nowMs = START + laterMs;
  deps.setNow(nowMs);
  await Promise.all([followMaintenance(deps), followMaintenance(deps)]);
  await followMaintenance(deps);
  await Promise.all([movePosts(deps), movePosts(deps)]);
  expect(await followMaintenance(deps)).toBe(0);
  expect(await movePosts(deps)).toBe(0);
}
async function posts(pageId = page.id) {
  const found = await dashboard.deps.db.statusPost.findMany({
    where: { pageId },
    include: { updates: { orderBy: { at: "asc" } } },
    orderBy: { startsAt: "asc" },
  });
  return found.map((post) => ({
    title: post.title,
    state: post.state,
    isPublished: post.publishedAt !== null,
    hours: [post.startsAt, post.endsAt].map((at) => at && (at.getTime() - START) / HOUR),
    said: post.updates.map(({ body }) => body),
  }));
}

test("planned maintenance is announced two days ahead, begins and ends by itself", async () => {
  await editor.maintenance.create(once(60, 62));
  await follow(0);
  expect(await posts()).toEqual([]);
  await follow(13 * HOUR);
  const scheduled = {
    title: "Maintenance of Checkout",
    state: "scheduled",
    isPublished: true,
    hours: [60, 62],
    said: ["We carry out maintenance of Checkout. It may be unavailable for some of the time."],
  };
  expect(await posts()).toEqual([scheduled]);
  await follow(60 * HOUR);
  expect(await posts()).toMatchObject([{ state: "in_progress" }]);
  await follow(62 * HOUR);
  expect(await posts()).toEqual([
    {
      ...scheduled,
      state: "completed",
      said: [...scheduled.said, "The maintenance has begun.", "The maintenance is completed."],
    },
  ]);
});

test("a clock that stood still says both, in their order and at their times", async () => {
  await editor.maintenance.create(once(1, 2));
  await follow(0);
  await follow(5 * HOUR);
  const updates = await dashboard.deps.db.statusPostUpdate.findMany({ orderBy: { at: "asc" } });
  expect(updates.map(({ at, state }) => [(at.getTime() - START) / HOUR, state])).toEqual([
    [0, "scheduled"],
    [1, "in_progress"],
    [2, "completed"],
  ]);
});

test("a window that moves takes its post with it, and one that is deleted is called off", async () => {
  const { id } = await editor.maintenance.create(once(10, 11));
  await follow(0);
  await editor.maintenance.update({ id, input: once(20, 22) });
  await follow(MINUTE);
  const moved = "The maintenance has been moved. The times above are the new ones.";
  expect(await posts()).toMatchObject([{ hours: [20, 22], said: [expect.any(String), moved] }]);
  await editor.maintenance.delete({ id });
  await follow(2 * MINUTE);
  expect(await posts()).toMatchObject([{ state: "cancelled" }]);
  await follow(30 * HOUR);
  expect(await posts()).toMatchObject([{ state: "cancelled" }]);
});

test("a window that is ended early ends its post", async () => {
  const { id } = await editor.maintenance.create(once(1, 5));
  await follow(0);
  await follow(2 * HOUR);
  expect(await posts()).toMatchObject([{ state: "in_progress" }]);
  nowMs = START + 3 * HOUR;
  await editor.maintenance.end({ id });
  await follow(3 * HOUR);
  expect(await posts()).toMatchObject([{ state: "completed", hours: [1, 3] }]);
});

test("what recurs has a post for each time", async () => {
  await editor.maintenance.create({
    name: "Nightly",
    timing: {
      kind: "recurring",
      startsLocal: "2026-11-21T20:00",
      zone: "UTC",
      rule: "FREQ=DAILY",
      durationMin: 60,
    },
    scope: { everything: true, monitorIds: [], tags: [] },
  });
  await planMaintenance({ pool: deps.pool, clock: () => nowMs });
  await follow(0);
  expect((await posts()).map(({ hours }) => hours[0])).toEqual([8, 32]);
  await follow(24 * HOUR);
  expect((await posts()).map(({ state }) => state)).toEqual(["completed", "scheduled", "scheduled"]);
});

test.each<{ mode: AutoPosts; count: number }>([
  { mode: "off", count: 0 },
  { mode: "draft", count: 1 },
])("a page that is set to $mode announces nothing by itself", async ({ mode, count }) => {
  const other = await makePage(mode);
  const { id } = await editor.maintenance.create(once(1, 2));
  await follow(0);
  const made = await posts(other.id);
  expect(made).toHaveLength(count);
  expect(made.every(({ isPublished }) => !isPublished)).toBe(true);
  await editor.maintenance.delete({ id });
  await follow(MINUTE);
  expect(await posts(other.id)).toEqual([]);
});

test("a post that a person deleted does not come again", async () => {
  await editor.maintenance.create(once(1, 2));
  await follow(0);
  await dashboard.deps.db.statusPost.deleteMany({});
  await follow(MINUTE);
  expect(await posts()).toEqual([]);
});

test("times that a person has given stand", async () => {
  await editor.maintenance.create(once(1, 2));
  await follow(0);
  const [post] = (await editor.statusPost.list({ pageId: page.id, filter: "scheduled" })).posts;
  if (!post) throw new Error("There is no post.");
  const { id, version, title, impact, startsAt } = post;
  const components = post.components.map((one) => ({ id: one.id, impact: one.impact }));
  const edit = { version, title, impact, startsAt, endsAt: START + 4 * HOUR, components };
  await editor.statusPost.edit({ id, edit });
  await follow(3 * HOUR);
  expect(await posts()).toMatchObject([{ state: "in_progress", hours: [1, 4] }]);
});

test("drafts publish themselves at their moment, and say then what they say", async () => {
  const at = START + HOUR;
  const input = {
    kind: "announcement" as const,
    title: "New prices",
    state: "active" as const,
    impact: "none" as const,
    body: "From May on.",
    endsAt: START + 3 * HOUR,
    components: [],
    publish: { kind: "at" as const, at },
  };
  await editor.statusPost.create({ pageId: page.id, input });
  await follow(HOUR - 1);
  expect(await posts()).toMatchObject([{ isPublished: false }]);
  await follow(HOUR + MINUTE);
  expect(await posts()).toMatchObject([{ isPublished: true, state: "active", hours: [1, 3] }]);
  const [update] = await dashboard.deps.db.statusPostUpdate.findMany({});
  expect(update).toMatchObject({ at: new Date(at), notify: true, notifiedAt: null });
  await follow(3 * HOUR);
  expect(await posts()).toMatchObject([{ state: "ended", said: ["From May on."] }]);
});

test("drafts that nobody touched go a month after what they were about", async () => {
  const other = await makePage("draft");
  await editor.maintenance.create(once(1, 2));
  await follow(0);
  deps.setNow(START + 2 * HOUR + 30 * 24 * HOUR);
  expect(await forgetOldDrafts(deps)).toBe(0);
  deps.setNow(START + 2 * HOUR + 30 * 24 * HOUR + 1);
  expect(await forgetOldDrafts(deps)).toBe(1);
  expect(await posts(other.id)).toEqual([]);
  expect(await posts()).toHaveLength(1);
});
