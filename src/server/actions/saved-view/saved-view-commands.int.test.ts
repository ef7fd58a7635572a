import { afterAll, beforeAll, expect, test } from "vitest";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
let editor: DashboardCaller;
let viewer: DashboardCaller;
let stranger: DashboardCaller;

beforeAll(async () => {
  dashboard = await createDashboard();
  const member = await dashboard.member({ role: "editor" });
  const { workspaceId } = member;
  editor = await dashboard.caller(member);
  viewer = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
  stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
});
afterAll(() => dashboard.close());

const down = { name: "Down in prod", query: "status=down&tag=prod", isShared: false };

test("an own view is its owner's alone; a shared one is everybody's in the workspace", async () => {
  const own = await editor.savedView.create(down);
  const shared = await editor.savedView.create({ ...down, name: "All", query: "", isShared: true });
  expect(await editor.savedView.list()).toEqual([
    { id: shared.id, name: "All", query: "", isShared: true, canEdit: true },
    { id: own.id, ...down, canEdit: true },
  ]);
  expect(await viewer.savedView.list()).toEqual([
    { id: shared.id, name: "All", query: "", isShared: true, canEdit: false },
  ]);
  expect(await stranger.savedView.list()).toEqual([]);

  await expect(viewer.savedView.delete({ id: own.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(viewer.savedView.delete({ id: shared.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(stranger.savedView.delete({ id: shared.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("who may only look keeps views of their own, and shares none", async () => {
  const { id } = await viewer.savedView.create(down);
  await expect(viewer.savedView.update({ id, ...down, isShared: true })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await viewer.savedView.update({ id, ...down, name: "Renamed" });
  expect((await viewer.savedView.list()).map(({ name }) => name)).toContain("Renamed");
  await viewer.savedView.delete({ id });
  await expect(viewer.savedView.delete({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("what changes for everybody is in the audit log, own views are not", async () => {
  const before = await dashboard.deps.db.auditEntry.count({
    where: { action: { startsWith: "saved_view" } },
  });
  const { id } = await editor.savedView.create({ ...down, isShared: true });
  await editor.savedView.delete({ id });
  const own = await editor.savedView.create(down);
  await editor.savedView.delete({ id: own.id });
  const after = await dashboard.deps.db.auditEntry.count({ where: { action: { startsWith: "saved_view" } } });
  expect(after - before).toBe(2);
});

test("there is an end to them, also when several are added at once", async () => {
  const many = await Promise.allSettled(
    Array.from({ length: 55 }, (_, n) => stranger.savedView.create({ ...down, name: `View ${n}` })),
  );
  expect(many.filter(({ status }) => status === "fulfilled")).toHaveLength(50);
});
