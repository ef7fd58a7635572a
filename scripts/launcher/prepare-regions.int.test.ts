import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSql } from "./postgres-query.ts";
import { hasUsers, prepareDays, prepareRegions } from "./prepare-regions.ts";

const name = `regions_${process.pid}`;
const admin = process.env.UPTICK_TEST_PG_URL ?? "";
const url = admin.replace(/[^/]+$/, name);

beforeAll(() => runSql(admin, `CREATE DATABASE ${name} TEMPLATE ${process.env.UPTICK_TEST_TEMPLATE}`));
afterAll(() => runSql(admin, `DROP DATABASE ${name} WITH (FORCE)`));

test("a second run adds no region and no token, a changed token is added beside the old one", async () => {
  const count = async () =>
    (
      await runSql(
        url,
        "SELECT (SELECT count(*) FROM region WHERE deleted_at IS NULL)::int AS regions, (SELECT count(*) FROM region_token)::int AS tokens",
      )
    )[0];
  await prepareRegions(url, [
    { code: "local-1", token: "a" },
    { code: "local-2", token: "b" },
  ]);
  await prepareRegions(url, [
    { code: "local-1", token: "a" },
    { code: "local-2", token: "b" },
  ]);
  expect(await count()).toEqual({ regions: 2, tokens: 2 });
  await prepareRegions(url, [{ code: "local-2", token: "c" }]);
  expect(await count()).toEqual({ regions: 2, tokens: 3 });
});

test("partitions of the coming days exist, also after a second run", async () => {
  await prepareDays(url);
  await prepareDays(url);
  const rows = await runSql(
    url,
    "SELECT count(*)::int AS n FROM pg_inherits WHERE inhparent = 'tick'::regclass",
  );
  expect(rows[0]?.n).toBeGreaterThanOrEqual(5);
});

test("a new installation has no users", async () => {
  expect(await hasUsers(url)).toBe(false);
});

test("migrating a migrated database applies nothing", () => {
  const env = { ...process.env, DATABASE_URL: url };
  expect(execFileSync(process.execPath, ["scripts/migrate.mjs"], { env, encoding: "utf8" })).toBe("");
});
