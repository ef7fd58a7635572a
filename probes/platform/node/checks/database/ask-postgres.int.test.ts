import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DatabaseCheck } from "#contracts/checks/database.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createDatabaseRunner } from "./run-database.ts";

const run = createDatabaseRunner({ dial: createNodeDial({ egress: OPEN_EGRESS }) });
const admin = new URL(process.env.UPTICK_TEST_PG_URL ?? "");
const client = new pg.Client({ connectionString: admin.href });
beforeAll(async () => {
  await client.connect();
  await client.query("CREATE TABLE IF NOT EXISTS checked (n int)");
  await client.query("INSERT INTO checked VALUES (7)");
});
afterAll(async () => {
  await client.query("DROP TABLE checked");
  await client.end();
});

type Wish = Partial<Omit<DatabaseCheck, "kind" | "engine">> & { timeoutMs?: number };

function check({ timeoutMs = 5000, password = null, ...wish }: Wish = {}) {
  const base = { kind: "database", engine: "postgres", host: admin.hostname, port: Number(admin.port) };
  return configWith({ ...DatabaseCheck.parse({ ...base, ...wish }), password }, timeoutMs);
}

function asked(query: string, change: Wish = {}) {
  const login = { username: admin.username, password: admin.password, database: admin.pathname.slice(1) };
  return run(check({ ...login, query, ...change }));
}

function equals(source: "value" | "rowCount", expected: string) {
  const list = [{ source, name: "", comparison: "equals" as const, expected }];
  return { assertions: { match: "all" as const, list } };
}

describe("a real Postgres", () => {
  test("greets", async () => {
    const seen = await run(check());
    expect(seen).toMatchObject({ outcome: "ok", ttfbUs: expect.any(Number) });
    expect(seen.evidence().message).toBe("It answered as Postgres does.");
  });

  test("takes the user, and tells its version", async () => {
    const seen = await run(check({ username: admin.username, password: admin.password }));
    expect(["ok", "status"]).toContain(seen.outcome);
    const named = await run(
      check({ username: admin.username, password: admin.password, database: "postgres" }),
    );
    expect(named.outcome).toBe("ok");
    expect(named.findings).toContainEqual({ key: "serverVersion", value: expect.stringMatching(/^\d+/) });
  });

  test("answers a query with a value and a number of rows", async () => {
    expect((await asked("SELECT max(n) FROM checked", equals("value", "7"))).outcome).toBe("ok");
    expect((await asked("SELECT * FROM generate_series(1, 5)", equals("rowCount", "5"))).outcome).toBe("ok");
    expect((await asked("SELECT n FROM checked", equals("value", "8"))).outcome).toBe("assertion");
  });

  test("refuses a wrong password", async () => {
    const seen = await asked("SELECT 1", { password: "wrong-password" });
    expect(seen.outcome).toBe("auth");
    expect(JSON.stringify(seen.evidence())).not.toContain("wrong-password");
  });

  test("a database that is not there is a status", async () => {
    expect((await asked("SELECT 1", { database: "nowhere" })).outcome).toBe("status");
  });

  test("writes nothing, whatever the query tries", async () => {
    const tries = [
      "WITH gone AS (DELETE FROM checked RETURNING n) SELECT n FROM gone",
      "SELECT 1; COMMIT; DELETE FROM checked",
      "SELECT n INTO stolen FROM checked",
    ];
    for (const query of tries) expect((await asked(query)).outcome, query).toBe("assertion");
    expect((await client.query("SELECT count(*)::int AS left FROM checked")).rows).toEqual([{ left: 1 }]);
  });

  test("a query that fails is an assertion, one that takes too long a time-out", async () => {
    expect((await asked("SELECT * FROM no_such_table")).outcome).toBe("assertion");
    const slow = await asked("SELECT pg_sleep(20)", { timeoutMs: 500 });
    expect(["timeout", "assertion"]).toContain(slow.outcome);
    expect(slow.totalUs).toBeLessThan(1_500_000);
  });

  test("an answer of many megabytes is cut off", async () => {
    const seen = await asked("SELECT repeat('x', 1000) FROM generate_series(1, 100000)");
    expect(seen.outcome).toBe("assertion");
    expect(seen.bytes).toBeLessThan(2_000_000);
  });

  test("without TLS on the server, a check that asks for it fails", async () => {
    const seen = await run(check({ secure: true }));
    expect(seen.outcome).toBe("tls");
    expect(seen.evidence().message).toContain("does not offer TLS");
  });
});
