import { afterAll, beforeAll, expect, test } from "vitest";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await createDashboard();
  await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());

const input = { check: aCheck(), intervalSec: 60, timeoutMs: 5_000, regions: ["aa-1"] };

test("what there is says how far one has come, and who wants no more is asked no more", async () => {
  const owner = await dashboard.caller(await dashboard.member({ role: "owner" }));
  expect(await owner.onboarding.steps()).toEqual({
    done: false,
    monitor: null,
    hasChannel: false,
    hasColleague: false,
  });

  const { id } = await owner.monitor.create({ ...input, name: "Shop", tags: [] });
  await owner.monitor.create({ ...input, name: "Later", tags: [] });
  await owner.channel.create({ kind: "webhook", name: "Ops", config: { url: "https://hooks.example/ops" } });
  expect(await owner.onboarding.steps()).toMatchObject({
    monitor: { id, name: "Shop", url: input.check.url },
    hasChannel: true,
  });

  await owner.account.setReading({ preferences: { firstStepsDone: true } });
  expect(await owner.onboarding.steps()).toMatchObject({ done: true });
});

test("whoever may only look has no steps to take, and sees no monitor of other tags", async () => {
  const member = await dashboard.member({ role: "owner" });
  const owner = await dashboard.caller(member);
  const { workspaceId } = member;
  const viewer = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
  await owner.monitor.create({ ...input, name: "Secret", tags: ["internal"] });
  expect(await viewer.onboarding.steps()).toMatchObject({ done: true, hasColleague: true });

  const editor = await dashboard.member({ role: "editor", workspaceId });
  await dashboard.deps.db.member.updateMany({ where: { userId: editor.userId }, data: { tags: ["shop"] } });
  const restricted = await dashboard.caller(editor);
  expect(await restricted.onboarding.steps()).toMatchObject({ done: false, monitor: null });
  await owner.monitor.create({ ...input, name: "Shop", tags: ["shop"] });
  expect(await restricted.onboarding.steps()).toMatchObject({ monitor: { name: "Shop" } });
});
