import { expect, test } from "vitest";
import { DatabaseCheck } from "./database.ts";
import { findQueryProblem } from "./database-query.ts";

test.each([
  ["postgres", "select count(*) from orders"],
  ["mysql", "WITH x AS (SELECT 1) SELECT * FROM x"],
  ["postgres", "SHOW server_version"],
  ["redis", "LLEN jobs"],
  ["mongodb", '{"count": "orders", "query": {"state": "new"}}'],
] as const)("%s may be asked %s", (engine, query) => expect(findQueryProblem(engine, query)).toBeNull());

test.each([
  ["postgres", "DELETE FROM orders"],
  ["postgres", "selection"],
  ["mysql", "SELECT * FROM orders INTO  OUTFILE '/tmp/x'"],
  ["redis", "FLUSHALL"],
  ["redis", "EVAL x 0"],
  ["mongodb", '{"drop": "orders"}'],
  ["mongodb", '{"aggregate": "orders", "pipeline": []}'],
  ["mongodb", '{"find": "x", "filter": {"$where": "sleep(1)"}}'],
  ["mongodb", "db.orders.count()"],
] as const)("%s may not be asked %s", (engine, query) => {
  expect(findQueryProblem(engine, query)).toMatch(/^(?:Give|A) /);
});

test("SQL needs a user, a greeting does not", () => {
  const base = { kind: "database", engine: "postgres", host: "db.example.com", port: 5432 };
  expect(DatabaseCheck.safeParse(base).success).toBe(true);
  expect(DatabaseCheck.safeParse({ ...base, query: "SELECT 1" }).success).toBe(false);
  expect(DatabaseCheck.safeParse({ ...base, query: "SELECT 1", username: "reader" }).success).toBe(true);
});
