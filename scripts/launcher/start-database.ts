import { spawn } from "node:child_process";
import { join } from "node:path";
import type { LaunchContext } from "./launch-context.ts";
import { LaunchError } from "./launch-error.ts";
import { clusterSpec, clusterUrl, prepareCluster } from "./postgres-cluster.ts";
import { canConnect, runSql } from "./postgres-query.ts";
import { prepareDays, prepareRegions } from "./prepare-regions.ts";

/** Resolves with the URL of a migrated database that knows this machine's regions. */
export async function startDatabase(context: LaunchContext): Promise<string> {
  const url = context.source.DATABASE_URL ?? (await startCluster(context));
  await migrate(context, url);
  await prepareDays(url);
  const { settings, secrets } = context;
  const regions = settings.regions.map((code) => ({ code, token: secrets.regionTokens[code] ?? "" }));
  await prepareRegions(url, regions);
  return url;
}

async function startCluster({ settings, secrets, ports, start, say }: LaunchContext): Promise<string> {
  const folder = join(settings.dataFolder, "postgres");
  const cluster = await prepareCluster({ folder, port: ports.postgres, password: secrets.postgresPassword });
  const admin = clusterUrl(cluster, "postgres");
  await start(clusterSpec(cluster), () => canConnect(admin));
  const found = await runSql(admin, "SELECT 1 FROM pg_database WHERE datname = 'uptick'");
  if (found.length === 0) await runSql(admin, "CREATE DATABASE uptick");
  say(`Postgres 18 on port ${ports.postgres}`);
  return clusterUrl(cluster, "uptick");
}

/** In a process of its own: the schema engine is large and is needed once for each version. */
async function migrate({ root, say }: LaunchContext, url: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, "scripts/migrate.mjs")], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let problem = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => say(text.trim()));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    problem += text;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) {
    throw new LaunchError(`The database could not be migrated: ${problem.trim().split("\n").join(" ")}`);
  }
}
