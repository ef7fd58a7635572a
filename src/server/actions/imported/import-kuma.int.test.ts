import { afterAll, beforeAll, expect, test } from "vitest";
import { askSqlite } from "#domain/import/ask-sqlite.ts";
import { parseKuma } from "#domain/import/kuma/parse-kuma.ts";
import { readKumaDb } from "#domain/import/kuma/read-kuma-db.ts";
import type { ImportResult } from "#domain/import/to-document.ts";
import { aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { makeKumaDb } from "#testing/import/make-kuma-db.ts";
import { chooseFrom, FIRST_CHOICE, leaveOutRefused } from "#ui/import/import-steps.ts";

const SOURCE = "import:uptime-kuma";

let dashboard: Dashboard;
let editor: DashboardCaller;
let kuma: ImportResult;

beforeAll(async () => {
  dashboard = await createDashboard();
  await aRegion(dashboard.deps.db, "aa-1");
  editor = await dashboard.caller(await dashboard.member({ role: "editor" }));
  const nowMs = Date.parse("2026-06-01T00:00:00Z");
  kuma = parseKuma(readKumaDb(askSqlite(await makeKumaDb("2.0"))), { nowMs });
});
afterAll(() => dashboard.close());

/** As the screen does it: what the server refuses is left out and named. */
async function bringIn() {
  const { document: whole, values } = chooseFrom(kuma, { ...FIRST_CHOICE, regions: ["aa-1"], paused: true });
  let document = whole;
  let plan = await editor.config.plan({ document, values, source: SOURCE });
  const skipped: string[] = [];
  while (plan.refusals.length > 0) {
    const left = leaveOutRefused(document, plan.refusals);
    if (left === null) throw new Error(JSON.stringify(plan.refusals));
    document = left.document;
    skipped.push(...left.said.map(({ item }) => item));
    plan = await editor.config.plan({ document, values, source: SOURCE });
  }
  const outcomes = [];
  for (let digest: string | null = plan.steps.length > 0 ? plan.digest : null; digest !== null; ) {
    const except = outcomes.map(({ kind, key }) => `${kind}/${key}`);
    const report = await editor.config.run({ document, values, source: SOURCE, digest, except });
    outcomes.push(...report.outcomes);
    digest = report.rest?.digest ?? null;
  }
  const days = kuma.history.map(({ foreignId: key, ...day }) => ({ key, ...day }));
  const { added } = await editor.imported.add({ product: "uptime-kuma", days });
  return { outcomes, added, skipped };
}

test("a database of Uptime Kuma is brought in once; a second time changes nothing", async () => {
  const first = await bringIn();
  const failed = first.outcomes.filter(({ result }) => result !== "done");
  // A reserved address, which no check may connect to: the others are made all the same.
  expect(failed.map(({ name, result }) => [name, result])).toEqual([["Router", "failed"]]);
  expect(first.added).toBe(kuma.history.length);
  const { items } = await editor.monitor.list({});
  const shop = items.find(({ name }) => name === "Shop");
  expect(shop?.tags).toContain("team:shop-co");
  expect((await editor.secret.list()).map(({ name }) => name)).toContain("SHOP_PASSWORD");
  const history = await editor.imported.get({ id: shop?.id ?? "" });
  expect(history?.days).toContainEqual({ day: Date.UTC(2026, 2, 1), up: 1430, down: 10, meanMs: 42 });

  const second = await bringIn();
  expect(second.outcomes.map(({ name, result }) => [name, result])).toEqual([["Router", "failed"]]);
  expect(second.added).toBe(first.added);
  expect((await editor.monitor.list({})).items).toHaveLength(items.length);
});

test("history reaches only monitors of the workspace's own import, and no day that Uptick knows itself", async () => {
  const stranger = await dashboard.caller(await dashboard.member({ role: "editor" }));
  const day = { key: "kuma-1", up: 1, down: 0, meanMs: null };
  const past = { ...day, day: "2026-01-01" };
  expect(await stranger.imported.add({ product: "uptime-kuma", days: [past] })).toEqual({ added: 0 });
  const today = { ...day, day: new Date().toISOString().slice(0, 10) };
  expect(await editor.imported.add({ product: "uptime-kuma", days: [today] })).toEqual({ added: 0 });
});
