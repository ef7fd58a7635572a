import { afterAll, beforeAll, expect, test } from "vitest";
import type { LiveMonitor } from "#contracts/view.ts";
import { findSignedIn } from "#server/auth/find-actor.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { livePoller } from "./live-poller.ts";
import { watchMonitors } from "./watch-monitors.ts";

let dashboard: Dashboard;
let member: { userId: string; workspaceId: string; sessionId: string };
let ids: string[];
let internalIds: number[];

beforeAll(async () => {
  dashboard = await createDashboard();
  const { db } = dashboard.deps;
  member = await dashboard.member({ role: "viewer" });
  const other = await dashboard.member({ role: "owner" });
  const regionIds = [await aRegion(db, "aa-1")];
  const fromMs = Date.now();
  const { workspaceId } = member;
  const monitors = [
    await aMonitor(db, { workspaceId, regionIds, fromMs, name: "one" }),
    await aMonitor(db, { workspaceId, regionIds, fromMs, name: "two" }),
    await aMonitor(db, { workspaceId: other.workspaceId, regionIds, fromMs, name: "foreign" }),
  ];
  ids = monitors.map((monitor) => monitor.publicId);
  internalIds = monitors.map((monitor) => monitor.id);
});
afterAll(() => dashboard.close());

async function watch(recheckMs?: number) {
  const query = { sessionId: member.sessionId, at: new Date() };
  const actor = (await findSignedIn(dashboard.deps, query))?.actor;
  if (!actor) throw new Error("the member has no session");
  const abort = new AbortController();
  const deps = { ...dashboard.deps, ...(recheckMs === undefined ? {} : { recheckMs }) };
  const changes = watchMonitors(deps, actor, { ids, signal: abort.signal });
  return { abort, next: async () => (await changes.next()) as IteratorResult<LiveMonitor[], void> };
}

test("everything of the own workspace first, then only what changes; nobody watching, nobody asking", async () => {
  const watching = await watch();
  const first = await watching.next();
  expect(first.value?.map((monitor) => monitor.id).sort()).toEqual(ids.slice(0, 2).sort());

  const change = { verdict: "down" as const, reason: "1 of 1 regions failed." };
  await dashboard.deps.db.monitorState.updateMany({
    where: { monitorId: { in: internalIds.slice(1) } },
    data: change,
  });
  const second = await watching.next();
  expect(second.value).toMatchObject([{ id: ids[1], ...change, ticks: [] }]);

  expect(livePoller(dashboard.deps).isRunning).toBe(true);
  const end = watching.next();
  watching.abort.abort();
  expect((await end).done).toBe(true);
  expect(livePoller(dashboard.deps).isRunning).toBe(false);
});

test("a reconnection gets the full state again", async () => {
  const watching = await watch();
  expect((await watching.next()).value).toHaveLength(2);
  watching.abort.abort();
  expect((await watching.next()).done).toBe(true);
});

test("a revoked session ends the stream", async () => {
  const watching = await watch(200);
  await watching.next();
  const end = watching.next();
  await dashboard.deps.db.session.update({
    where: { id: member.sessionId },
    data: { revokedAt: new Date() },
  });
  expect((await end).done).toBe(true);
  expect(livePoller(dashboard.deps).isRunning).toBe(false);
});
