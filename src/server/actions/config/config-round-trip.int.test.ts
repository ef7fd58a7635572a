import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigPlan, ConfigReport } from "#contracts/config-plan.ts";
import { channels } from "#server/channels/registry.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { type FullConfig, fullConfig } from "#testing/full-config.ts";

const MAIL_TO = "owner@example.com";
const source = "test:round-trip";

let here: Dashboard;
let there: Dashboard;
let first: DashboardCaller;
let second: DashboardCaller;
let full: FullConfig;

beforeAll(async () => {
  [here, there] = await Promise.all([createDashboard(), createDashboard()]);
  first = await openWorkspace(here);
  second = await openWorkspace(there);
  full = fullConfig({ nowMs: Date.now(), mailTo: MAIL_TO });
});
afterAll(async () => {
  await Promise.all([here?.close(), there?.close()]);
});

async function openWorkspace(dashboard: Dashboard): Promise<DashboardCaller> {
  const { db } = dashboard.deps;
  await db.region.create({ data: { code: "n-1", name: "Node", runtime: "node" } });
  await db.region.create({ data: { code: "a-1", name: "Agent", runtime: "agent" } });
  return dashboard.caller(await dashboard.member({ role: "owner", email: MAIL_TO }));
}

type Given = { document: ConfigDocument; values: Record<string, string> };

async function applyAll(caller: DashboardCaller, given: Given): Promise<[ConfigPlan, ConfigReport]> {
  const wish = { ...given, source };
  const plan = await caller.config.plan(wish);
  return [plan, await caller.config.run({ ...wish, digest: plan.digest })];
}

function problemsOf({ outcomes }: ConfigReport) {
  return outcomes.filter(({ result }) => result !== "done");
}

test("everything that a document can hold is made by one, and a second plan finds nothing to do", async () => {
  const [plan, report] = await applyAll(first, full);
  expect(plan.refusals).toEqual([]);
  expect(plan.warnings).toEqual([]);
  expect(problemsOf(report)).toEqual([]);
  expect(report.rest).toBeNull();
  expect(plan.counts).toMatchObject({ update: 2, adopt: 0, delete: 0 });
  const again = await first.config.plan({ ...full, source });
  expect(again.steps).toEqual([]);
  expect(again.unchanged).toBe(plan.steps.length - 1);
});

test("an export applied to an empty workspace of another Uptick makes what the export of that says again", async () => {
  const { document } = await first.config.export({});
  const values = valuesFor(document, full);
  const [plan, report] = await applyAll(second, { document, values });
  expect([plan.refusals, plan.warnings, problemsOf(report)]).toEqual([[], [], []]);
  const back = await second.config.export({});
  expect(back.document).toEqual(document);
  expect((await second.config.plan({ document, values, source })).steps).toEqual([]);
});

test("an export of what was made on screen is taken over without changing anything", async () => {
  await there.deps.db.managedResource.deleteMany({});
  const { document } = await second.config.export({});
  const plan = await second.config.plan({ document, source });
  expect(plan.steps.filter(({ action, fields }) => action !== "adopt" || fields.length > 0)).toEqual([]);
  const report = await second.config.run({ document, source, digest: plan.digest });
  expect(problemsOf(report)).toEqual([]);
  expect((await second.config.plan({ document, source })).steps).toEqual([]);
  expect((await second.config.export({})).document).toEqual(document);
});

test("no secret of a channel, a page or a check leaves with an export", async () => {
  const { document } = await first.config.export({});
  const text = JSON.stringify(document);
  for (const value of Object.values(full.values)) expect(text).not.toContain(value);
  const [slack] = document.channels.filter(({ kind }) => kind === "slack");
  expect(slack?.config.botToken).toEqual({ env: "UPTICK_CHANNEL_SLACK_BOT_TOKEN" });
});

/** What the variables of an export stand for: the fields of the same channel, under the names that the export gives. */
function valuesFor(document: ConfigDocument, { values }: FullConfig): Record<string, string> {
  const given: Record<string, string> = { ...values };
  for (const { key, kind, config } of document.channels) {
    for (const { name } of channels[kind].fields) {
      const value = config[name];
      const old = values[`TEST_${key}_${name}`.toUpperCase().replaceAll("-", "_")];
      if (typeof value === "object" && "env" in value && old !== undefined) given[value.env] = old;
    }
  }
  for (const { password } of document.statusPages) {
    if (password) given[password.env] = values.PAGE_PASSWORD ?? "";
  }
  return given;
}
