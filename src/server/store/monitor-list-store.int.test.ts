import { afterAll, beforeAll, expect, test } from "vitest";
import { MonitorFilter } from "#contracts/monitor-list.ts";
import { aWorkspace } from "#testing/builders.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { countMonitorsByVerdict, listMonitorRows } from "./monitor-list-store.ts";
import type { Sql } from "./prisma.ts";

let database: TestDatabase;
let large: string;
let small: string;

beforeAll(async () => {
  database = await createTestDatabase();
  large = await aWorkspace(database.db, "Large");
  small = await aWorkspace(database.db, "Small");
  await fill(large, 10_000);
  await fill(small, 100);
  await database.pool.query("VACUUM ANALYZE monitor, monitor_state, monitor_figures");
});
afterAll(() => database.close());

/** Three of a hundred are down. */
async function fill(workspaceId: string, count: number): Promise<void> {
  await database.pool.query(
    `INSERT INTO monitor (public_id, workspace_id, kind, name, "check", interval_ms, timeout_ms, grid_from, tags)
      SELECT gen_random_uuid(), $1, 'http', 'Service ' || n, jsonb_build_object('url', 'https://svc-' || n || '.example.com'),
        60000, 5000, now(), ARRAY['team-' || n % 20]
      FROM generate_series(1, $2::int) AS n`,
    [workspaceId, count],
  );
  await database.pool.query(
    `INSERT INTO monitor_state (monitor_id, since, verdict)
      SELECT id, now() - id * interval '1 second', (CASE WHEN id % 33 = 0 THEN 'down' ELSE 'up' END)::"VerdictKind"
      FROM monitor WHERE workspace_id = $1`,
    [workspaceId],
  );
  await database.pool.query(
    "UPDATE monitor_figures SET uptime = 1 - monitor_id / 1e6, p95_us = monitor_id WHERE workspace_id = $1",
    [workspaceId],
  );
}

type Plan = { "Shared Hit Blocks": number; "Shared Read Blocks": number };

/** How many blocks the statements of `work` touch: what they cost, whatever else the machine does. */
async function countBlocks(work: (sql: Sql) => Promise<unknown>): Promise<number> {
  let blocks = 0;
  const query = async (given: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
    const statement = typeof given === "string" ? { text: given, values } : given;
    const { rows } = await database.pool.query<{ "QUERY PLAN": { Plan: Plan }[] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement.text}`,
      statement.values,
    );
    const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
    blocks += (plan?.["Shared Hit Blocks"] ?? 0) + (plan?.["Shared Read Blocks"] ?? 0);
    return database.pool.query(statement.text, statement.values);
  };
  await work({ query } as unknown as Sql);
  return blocks;
}

const filter = MonitorFilter.parse({});
const scopeOf = (workspaceId: string) => ({ workspaceId, tags: [] });
const page = (workspaceId: string, sort: Parameters<typeof listMonitorRows>[1]["sort"]) => (sql: Sql) =>
  listMonitorRows(sql, {
    scope: scopeOf(workspaceId),
    filter,
    sort,
    grouping: null,
    closed: [],
    after: null,
    limit: 51,
  });

test.each(["status", "name", "newest", "changed", "uptime", "latency"] as const)(
  "a page by %s costs what a page costs, not what the workspace has",
  async (sort) => {
    const ofLarge = await countBlocks(page(large, sort));
    const all = await countBlocks((sql) => sql.query("SELECT count(search_text) FROM monitor"));
    expect(ofLarge).toBeLessThan(2_500);
    expect(all).toBeGreaterThan(200);
    expect(ofLarge).toBeLessThan(6 * (await countBlocks(page(small, sort))) + 200);
  },
);

test("the counts of a small workspace do not look at the states of a large one", async () => {
  const blocks = await countBlocks((sql) => countMonitorsByVerdict(sql, { scope: scopeOf(small), filter }));
  expect(blocks).toBeLessThan(60);
});
