import { afterAll, beforeAll, expect, test } from "vitest";
import { aTick } from "#testing/builders.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createWorkspaceWithEverything, type Everything } from "#testing/everything.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { ingestReport } from "../ingest/ingest-report.ts";
import { runRollup } from "../rollup/run-rollup.ts";
import { eraseWorkspaces } from "./erase-workspaces.ts";

const NOW = Math.floor(Date.now() / 60_000) * 60_000;
let dashboard: Dashboard;
let deps: TestDeps;
let doomed: Everything;
let other: Everything;

beforeAll(async () => {
  dashboard = await createDashboard();
  deps = createTestDeps(dashboard.database, dashboard.stream, NOW);
  doomed = await createWorkspaceWithEverything(dashboard, { nowMs: NOW, monitors: 3 });
  other = await createWorkspaceWithEverything(dashboard, { nowMs: NOW, monitors: 2 });
});
afterAll(() => dashboard.close());

/** Every table of the schema, partitions and all: name → rows that name one of these ids anywhere. */
async function traces(everything: Everything): Promise<Record<string, number>> {
  const { pool } = dashboard.database;
  const tables = await pool.query<{ name: string; hasMonitor: boolean }>(
    `SELECT c.relname AS name, EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'monitor_id' AND a.atttypid = 'int4'::regtype
      ) AS "hasMonitor"
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
  );
  const words = everything.ids.map((id) => `%${id}%`);
  const found: Record<string, number> = {};
  for (const { name, hasMonitor } of tables.rows) {
    const byMonitor = hasMonitor ? "OR t.monitor_id = ANY($2)" : "OR $2::int[] IS NULL";
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM "${name}" t WHERE t::text LIKE ANY($1) ${byMonitor}`,
      [words, everything.monitorIds],
    );
    if (rows[0]?.n) found[name] = rows[0].n;
  }
  return found;
}

test("a deleted workspace leaves nothing in any table or partition, and its neighbour keeps all", async () => {
  const before = await traces(doomed);
  // What the test stands on: there is something to find nearly everywhere.
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(["monitor", "rollup_day", "rollup_hour", "incident"]),
  );
  expect(Object.keys(before).filter((name) => /^tick_2/.test(name))).toHaveLength(3);
  expect(Object.keys(before).filter((name) => /^tick_evidence_2/.test(name)).length).toBeGreaterThan(0);
  expect(Object.keys(before).filter((name) => /^gap_2/.test(name)).length).toBeGreaterThan(0);
  expect(Object.keys(before).length).toBeGreaterThan(25);
  const neighbour = await traces(other);

  const owner = await dashboard.caller(doomed.owner);
  await expect(owner.workspace.delete({ name: "Something else" })).rejects.toMatchObject({
    cause: { fieldErrors: { name: [expect.any(String)] } },
  });
  await owner.workspace.delete({ name: "Workspace" });

  // Closed at once, before anything is removed.
  expect((await (await dashboard.caller(doomed.owner)).session.me()).workspace).toBeNull();
  const channels = await dashboard.deps.db.channel.findMany({ where: { workspaceId: doomed.workspaceId } });
  expect(channels.every(({ enabled }) => !enabled)).toBe(true);

  expect(await eraseWorkspaces(deps)).toBe(1);
  // What a probe had under way arrives late, and is dropped.
  const late = doomed.monitorIds.map((monitorId) => aTick({ monitorId, scheduledAt: NOW - 1_000 }));
  const receipt = await ingestReport(deps, {
    regionId: doomed.regionId,
    report: { ticks: late, gaps: [], regionHealthy: true },
  });
  expect(receipt).toEqual({ accepted: 0, duplicates: 0, dropped: 3 });

  // Numbers of monitors that tell probes to forget them, and what the owner did, in the owner's own log.
  expect(await traces(doomed)).toEqual({ purge: 3, audit_entry: 1 });
  expect(await traces(other)).toEqual(neighbour);
  expect(await eraseWorkspaces(deps)).toBe(0);

  deps.setNow(NOW + 11 * 60_000);
  await runRollup(deps);
  expect(await traces(doomed)).toEqual({ audit_entry: 1 });
  expect(
    await dashboard.deps.db.auditEntry.findFirst({ where: { action: "workspace.delete" } }),
  ).toMatchObject({
    workspaceId: null,
    userId: doomed.owner.userId,
    subject: doomed.workspaceId,
  });
});

test("a process that dies halfway is followed by another, and two at once do no harm", async () => {
  const again = await createWorkspaceWithEverything(dashboard, { nowMs: NOW, monitors: 4 });
  await (await dashboard.caller(again.owner)).workspace.delete({ name: "Workspace" });
  const { pool } = dashboard.database;
  let left = 3;
  const dying = {
    ...pool,
    query: pool.query.bind(pool),
    connect: () => {
      left -= 1;
      return left > 0 ? pool.connect() : Promise.reject(new Error("killed"));
    },
  } as unknown as typeof pool;
  await expect(eraseWorkspaces({ ...deps, pool: dying })).rejects.toThrow("killed");
  await Promise.all([eraseWorkspaces(deps), eraseWorkspaces(deps)]);
  expect(Object.keys(await traces(again)).sort()).toEqual(["audit_entry", "purge"]);
});
