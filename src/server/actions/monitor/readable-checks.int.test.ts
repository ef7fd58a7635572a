import { afterAll, beforeAll, expect, test } from "vitest";
import type { MonitorInput } from "#contracts/check.ts";
import type { Assertion } from "#contracts/checks/assertion.ts";
import { aCheck, aRegion, aWorkspace } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";

let dashboard: Dashboard;
let editor: DashboardCaller;
let regionId: number;

beforeAll(async () => {
  dashboard = await createDashboard();
  const workspaceId = await aWorkspace(dashboard.deps.db);
  regionId = await aRegion(dashboard.deps.db, "aa-1");
  editor = await dashboard.caller(await dashboard.member({ role: "editor", workspaceId }));
});
afterAll(() => dashboard.close());

const matching = (expected: string): Assertion => ({
  source: "body",
  name: "",
  comparison: "matches",
  expected,
});
const input = (change: Parameters<typeof aCheck>[0] = {}): MonitorInput => ({
  name: "Shop",
  check: aCheck(change),
  intervalSec: 60,
  timeoutMs: 5_000,
  regions: ["aa-1"],
  tags: [],
});

test("a pattern that no probe can read is refused at its field, whichever way it comes", async () => {
  const good = { assertions: { match: "all" as const, list: [matching("^ok$")] } };
  const bad = { assertions: { match: "all" as const, list: [matching("ok"), matching("(?=ok)")] } };
  const refusal = {
    cause: {
      fieldErrors: { "check.assertions.list.1.expected": [expect.stringContaining("not RE2 syntax")] },
    },
  };
  const { id } = await editor.monitor.create(input(good));
  await expect(editor.monitor.create(input(bad))).rejects.toMatchObject(refusal);
  await expect(editor.monitor.update({ id, input: input(bad) })).rejects.toMatchObject(refusal);
  const { check, regions } = input(bad);
  await expect(editor.monitor.test({ check, timeoutMs: 5_000, regions })).rejects.toMatchObject(refusal);
});

test("findings are shown with the monitor, and forgotten when it looks at another target", async () => {
  const { id } = await editor.monitor.create(input());
  const { id: monitorId } = await dashboard.deps.db.monitor.findUniqueOrThrow({ where: { publicId: id } });
  await dashboard.deps.db.finding.create({
    data: { monitorId, regionId, key: "httpVersion", value: "2", seenAt: dashboard.deps.now() },
  });
  const shown = async () =>
    (await editor.monitor.get({ id })).findings.map(({ key, region }) => [key, region]);
  await editor.monitor.update({ id, input: { ...input({ method: "HEAD" }), name: "Store" } });
  expect(await shown()).toEqual([["httpVersion", "aa-1"]]);
  await editor.monitor.update({ id, input: input({ url: "https://elsewhere.example/" }) });
  expect(await shown()).toEqual([]);
});
