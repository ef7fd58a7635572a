import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findFreePort } from "#scripts/launcher/free-port.ts";
import { clusterSpec, clusterUrl, prepareCluster } from "#scripts/launcher/postgres-cluster.ts";
import { canConnect, runSql } from "#scripts/launcher/postgres-query.ts";
import { supervise } from "#scripts/launcher/supervisor.ts";

const run = promisify(execFile);
const template = "uptick_template";

/** One Postgres for all integration tests; every suite makes its database from the migrated template. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "uptick-test-"));
  const port = await findFreePort(55_320 + (process.pid % 500));
  const cluster = await prepareCluster({ folder: join(folder, "postgres"), port, password: "uptick" });
  const adminUrl = clusterUrl(cluster, "postgres");
  const deps = {
    openLog: () => ({ write: () => undefined, close: () => undefined }),
    say: () => undefined,
    register: () => undefined,
    onChange: () => undefined,
  };
  // The folder is thrown away: what a crash of the machine would lose does not matter, the speed does.
  const settings = { fsync: "off", max_connections: "200", full_page_writes: "off" };
  const postgres = await supervise(deps, clusterSpec(cluster, settings), {
    isReady: () => canConnect(adminUrl),
    timeoutMs: 30_000,
  });
  await runSql(adminUrl, `CREATE DATABASE ${template}`);
  await run(process.execPath, ["scripts/migrate.mjs"], {
    env: { ...process.env, DATABASE_URL: clusterUrl(cluster, template) },
  });
  process.env.UPTICK_TEST_PG_URL = adminUrl;
  process.env.UPTICK_TEST_TEMPLATE = template;
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
