import { afterAll, beforeAll, expect, test } from "vitest";
import { aMonitor, aWorkspace } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { inTransaction } from "./in-transaction.ts";

let dashboard: Dashboard;
let ids: number[];
beforeAll(async () => {
  dashboard = await createDashboard();
  const { db } = dashboard.deps;
  const workspaceId = await aWorkspace(db, "Acme");
  ids = [];
  for (const intervalMs of [20_000, 30_000]) {
    ids.push((await aMonitor(db, { workspaceId, regionIds: [], fromMs: 0, intervalMs })).id);
  }
});
afterAll(() => dashboard.close());

test("of two commands that wait for each other both are done: the one that Postgres undoes runs again", async () => {
  const [one = 0, other = 0] = ids;
  let runs = 0;
  let meet = () => undefined as unknown;
  const met = new Promise((resolve) => {
    meet = () => resolve(undefined);
  });
  const rename = (first: number, second: number) =>
    inTransaction(dashboard.deps, async (tx) => {
      runs += 1;
      await tx.$executeRaw`UPDATE monitor SET name = name || ${"+"} WHERE id = ${first}`;
      // Both hold one row before either asks for the other's.
      if (runs >= 2) meet();
      await met;
      await tx.$executeRaw`UPDATE monitor SET name = name || ${"+"} WHERE id = ${second}`;
    });
  const before = await names();
  await Promise.all([rename(one, other), rename(other, one)]);
  expect(runs).toBe(3);
  expect(await names()).toEqual(before.map((name) => `${name}++`));
});

test("any other error is thrown the first time", async () => {
  let runs = 0;
  const failing = inTransaction(dashboard.deps, async () => {
    runs += 1;
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(runs).toBe(1);
});

async function names(): Promise<string[]> {
  const rows = await dashboard.deps.db.monitor.findMany({
    where: { id: { in: ids } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ name }) => name);
}
