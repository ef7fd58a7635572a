import { afterAll, beforeAll, expect, test } from "vitest";
import { DatabaseCheck } from "#contracts/checks/database.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { type MariadbServer, startMariadbServer } from "#testing/mariadb-server.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createDatabaseRunner } from "./run-database.ts";

const authority = createCertificateAuthority();
const run = createDatabaseRunner({ dial: createNodeDial({ egress: OPEN_EGRESS }) });
let server: MariadbServer;
beforeAll(async () => {
  server = await startMariadbServer(
    [
      "CREATE DATABASE shop",
      "CREATE TABLE shop.orders (n INT)",
      "INSERT INTO shop.orders VALUES (7)",
      "CREATE USER reader@'%' IDENTIFIED BY 's3cret'",
      // More than it should have: the check itself must write nothing.
      "GRANT ALL ON shop.* TO reader@'%'",
      "SET GLOBAL max_connect_errors = 3",
    ],
    authority.issue({ hosts: ["localhost"] }),
  );
});
afterAll(() => server.stop());

type Wish = Partial<Omit<DatabaseCheck, "kind" | "engine">> & { timeoutMs?: number };

function check({ timeoutMs = 5000, password = null, ...wish }: Wish = {}) {
  const base = { kind: "database", engine: "mysql", host: "127.0.0.1", port: server.port };
  return configWith({ ...DatabaseCheck.parse({ ...base, ...wish }), password }, timeoutMs);
}

function asked(query: string | null, change: Wish = {}) {
  return run(check({ username: "reader", password: "s3cret", database: "shop", query, ...change }));
}

function equals(source: "value" | "rowCount", expected: string) {
  const list = [{ source, name: "", comparison: "equals" as const, expected }];
  return { assertions: { match: "all" as const, list } };
}

test("a real MariaDB greets, as often as it is asked, and tells its version", async () => {
  for (let time = 0; time < 5; time += 1) expect((await run(check())).outcome).toBe("ok");
  const seen = await run(check());
  expect(seen.findings).toContainEqual({ key: "serverVersion", value: expect.stringContaining("MariaDB") });
});

test("a query has a value and a number of rows", async () => {
  expect((await asked("SELECT n FROM orders", equals("value", "7"))).outcome).toBe("ok");
  expect((await asked("SELECT 1 UNION SELECT 2", equals("rowCount", "2"))).outcome).toBe("ok");
  expect((await asked("SELECT n FROM orders", equals("value", "8"))).outcome).toBe("assertion");
  expect((await asked(null)).outcome).toBe("ok");
});

test("a wrong password is refused", async () => {
  const seen = await asked("SELECT 1", { password: "wrong-password" });
  expect(seen.outcome).toBe("auth");
  expect(JSON.stringify(seen.evidence())).not.toContain("wrong-password");
});

test("nothing is written, whatever the query tries", async () => {
  for (const query of ["DELETE FROM orders", "SELECT 1; DELETE FROM orders"]) {
    const read = check({ username: "reader", password: "s3cret", database: "shop" });
    // Past the contract, as a probe that is older than it would.
    expect((await run({ ...read, check: { ...read.check, query } })).outcome, query).toBe("assertion");
  }
  expect((await asked("SELECT count(*) FROM orders", equals("value", "1"))).outcome).toBe("ok");
});

test("a failing query is an assertion, a slow one a time-out, a large one cut off", async () => {
  expect((await asked("SELECT * FROM no_such_table")).outcome).toBe("assertion");
  const slow = await asked("SELECT SLEEP(20)", { timeoutMs: 500 });
  expect(slow.outcome).toBe("timeout");
  expect(slow.totalUs).toBeLessThan(1_500_000);
  const large = await asked("SELECT REPEAT('x', 1000) FROM seq_1_to_100000");
  expect(large.outcome).toBe("assertion");
  expect(large.bytes).toBeLessThan(2_000_000);
});

test("TLS: with the right authority it is ok, without it is not", async () => {
  const tls = {
    verify: true,
    minVersion: "1.2",
    serverName: null,
    ca: authority.cert,
    clientCertificate: null,
  } as const;
  const secure = { secure: true, host: "localhost" };
  expect(await run(check({ ...secure, tls }))).toMatchObject({ outcome: "ok", tlsUs: expect.any(Number) });
  expect((await asked("SELECT 1", { ...secure, tls })).outcome).toBe("ok");
  expect((await run(check(secure))).outcome).toBe("tls");
  const refused = await asked("SELECT 1", secure);
  expect(refused.outcome, refused.evidence().message).toBe("tls");
});
