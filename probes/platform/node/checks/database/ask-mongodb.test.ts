import type { Document } from "mongodb";
import { afterEach, expect, test } from "vitest";
import { DatabaseCheck } from "#contracts/checks/database.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { startMongodbServer } from "#probes/testing/mongodb-server.ts";
import { closeTargets } from "#probes/testing/socket-targets.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createDatabaseRunner } from "./run-database.ts";

const run = createDatabaseRunner({ dial: createNodeDial({ egress: OPEN_EGRESS }) });
afterEach(closeTargets);

type Wish = Partial<Omit<DatabaseCheck, "kind" | "engine">> & { timeoutMs?: number };

function check(port: number, { timeoutMs = 3000, password = null, ...wish }: Wish = {}) {
  const base = { kind: "database", engine: "mongodb", host: "127.0.0.1", port };
  return configWith({ ...DatabaseCheck.parse({ ...base, ...wish }), password }, timeoutMs);
}

function answer(command: Document): Document {
  if ("buildInfo" in command) return { ok: 1, version: "8.0.4" };
  if ("ping" in command) return { ok: 1 };
  if ("count" in command) return { ok: 1, n: command.$db === "shop" ? 42 : 0 };
  if ("find" in command) {
    const firstBatch = [
      { _id: 1, state: "new" },
      { _id: 2, state: "old" },
    ];
    return { ok: 1, cursor: { id: 0, ns: "shop.orders", firstBatch } };
  }
  return { ok: 0, code: 59, codeName: "CommandNotFound", errmsg: "no such command" };
}

function equals(source: "value" | "rowCount", expected: string) {
  const list = [{ source, name: "", comparison: "equals" as const, expected }];
  return { assertions: { match: "all" as const, list } };
}

test("a server that says hello is ok, without a user", async () => {
  const seen = await run(check(await startMongodbServer(answer)));
  expect(seen.outcome).toBe("ok");
  expect(seen.evidence().message).toContain("can be written to");
});

test("commands have a value and a number of rows", async () => {
  const port = await startMongodbServer(answer);
  const shop = { database: "shop" };
  const count = await run(check(port, { ...shop, query: '{"count": "orders"}', ...equals("value", "42") }));
  expect(count.outcome, count.evidence().message).toBe("ok");
  expect(count.findings).toContainEqual({ key: "serverVersion", value: "8.0.4" });
  const find = '{"find": "orders"}';
  expect((await run(check(port, { ...shop, query: find, ...equals("value", "new") }))).outcome).toBe("ok");
  expect((await run(check(port, { ...shop, query: find, ...equals("rowCount", "2") }))).outcome).toBe("ok");
  expect((await run(check(port, { query: '{"dbStats": 1}' }))).outcome).toBe("assertion");
});

test("signs in by SCRAM-SHA-256, or is refused", async () => {
  const port = await startMongodbServer(answer, { username: "reader", password: "s3cret" });
  const login = { username: "reader", database: "shop", query: '{"count": "orders"}' };
  const good = await run(check(port, { ...login, password: "s3cret" }));
  expect(good.outcome, good.evidence().message).toBe("ok");
  const refused = await run(check(port, { ...login, password: "wrong-password" }));
  expect(refused.outcome).toBe("auth");
  expect(JSON.stringify(refused.evidence())).not.toContain("wrong-password");
  const stranger = await run(check(port, { query: '{"count": "orders"}' }));
  expect(stranger.outcome).toBe("auth");
});

test("a server that stops answering is a time-out, at the deadline", async () => {
  const port = await startMongodbServer(() => null);
  const seen = await run(check(port, { query: '{"count": "orders"}', timeoutMs: 500 }));
  expect(seen.outcome).toBe("timeout");
  expect(seen.totalUs).toBeLessThan(1_500_000);
});
